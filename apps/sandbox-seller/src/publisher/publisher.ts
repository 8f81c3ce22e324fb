import { randomBytes, randomUUID } from 'node:crypto';
import type { Ending, Scenario, Step } from '../scenarios/scenario';
import { Dialect, type JsonObject, type Task } from '../state/records';
import type { Store } from '../state/store';
import { TaskNotDecidableError, type Answer, type Call } from './calls';
import { assertExecutable, execute } from './effects';
import { TaskTimers } from './task-timers';

/** Tells buyers how tasks ended. `announce` resolves when it has done so or given up. */
export interface Announcer {
  announce(task: Task): Promise<void>;
  announceSynchronous(call: Call, result: JsonObject): void;
}

const reasons: Record<Exclude<Ending, 'booked'>, string> = {
  rejected: 'Rejected by the publisher: the campaign does not fit our advertising policy',
  cannot_complete: 'The publisher cannot complete this: the inventory is no longer available',
  failed: 'The ad server refused the order: the flight dates overlap a blackout',
  canceled: 'Canceled by the publisher',
};

/**
 * Every publisher of this sandbox. It executes calls, opens tasks for people, and moves a task on when its time comes
 * or a person decides. The store is the truth. The timers only wake the publisher, and are set again after a restart.
 */
export class Publisher {
  private readonly timers: TaskTimers;

  constructor(
    private readonly store: Store,
    private readonly announcer: Announcer,
    private readonly now: () => number,
  ) {
    this.timers = new TaskTimers(now, (taskId) => {
      this.stepEnded(taskId);
    });
    for (const task of store.tasks.values()) if (task.state === 'open') this.timers.arm(task);
  }

  /**
   * Executes one call as its scenario says.
   * @throws MediaBuyUnknownError
   */
  async submit(call: Call): Promise<Answer> {
    const { scenario } = call;
    const first = scenario.steps[0];
    if (!first && scenario.ending !== 'booked') {
      this.record(call, 'failed', null, null);
      return {
        kind: 'failed',
        code: 'PRODUCT_UNAVAILABLE',
        message: reasons.failed,
        errorsInBody: scenario.quirks.errorsInBody === true,
      };
    }
    const draft = this.draftTask(call, scenario);
    if (!first) {
      const { buy, result } = execute(this.store, call.mutation, draft, null, this.now());
      this.record(call, 'completed', buy?.media_buy_id ?? null, null);
      this.announcer.announceSynchronous(call, result);
      return { kind: 'done', buy, result };
    }
    assertExecutable(this.store, call.mutation, draft);
    this.record(call, 'pending', null, draft.task_id);
    const task = this.beginStep(draft, first);
    if (scenario.webhook.early) await this.announcer.announce(this.settle(task, task.ending, null));
    return { kind: 'pending', task };
  }

  /** A person agrees: the task goes on to its next step, or to its good end. @throws TaskNotDecidableError */
  approve(taskId: string): Task {
    const task = this.openTask(taskId);
    const next = task.steps[1];
    if (next) return this.beginStep({ ...task, steps: task.steps.slice(1) }, next);
    return this.settleAndAnnounce(task, 'booked', null);
  }

  /** A person declines. @throws TaskNotDecidableError */
  reject(taskId: string, reason: string | null): Task {
    return this.settleAndAnnounce(this.openTask(taskId), 'rejected', reason);
  }

  /** Makes tasks unknown to buyers, as after a restart of a seller that kept them in memory. @returns how many */
  forget(matches: (task: Task) => boolean): number {
    const tasks = [...this.store.tasks.values()].filter((task) => !task.forgotten && matches(task));
    for (const task of tasks) {
      this.timers.disarm(task.task_id);
      this.store.saveTask({ ...task, forgotten: true, updated_at: this.now() });
    }
    return tasks.length;
  }

  /** Forgets everything of one name, or of all (`null`). */
  reset(seller: string | null): void {
    this.store.reset(seller);
    this.timers.keepOnly((taskId) => this.store.tasks.has(taskId));
  }

  close(): void {
    this.timers.close();
  }

  private openTask(taskId: string): Task {
    const task = this.store.tasks.get(taskId);
    if (!task)
      throw new TaskNotDecidableError(taskId, 'unknown', 'does not exist; GET /control/tasks lists those that do');
    if (task.state !== 'open')
      throw new TaskNotDecidableError(taskId, 'finished', `is finished (${task.state}) and cannot be decided again`);
    return task;
  }

  private stepEnded(taskId: string): void {
    const task = this.store.tasks.get(taskId);
    if (task?.state !== 'open' || task.forgotten) return;
    const next = task.steps[1];
    if (next) this.beginStep({ ...task, steps: task.steps.slice(1) }, next);
    else this.settleAndAnnounce(task, task.ending, null);
  }

  private beginStep(task: Task, step: Step): Task {
    const now = this.now();
    const begun = {
      ...task,
      step_started_at: now,
      step_ends_at: step.seconds === null ? null : now + step.seconds * 1000,
      updated_at: now,
    };
    this.store.saveTask(begun);
    if (!begun.forgotten) this.timers.arm(begun);
    return begun;
  }

  private settleAndAnnounce(task: Task, ending: Ending, reason: string | null): Task {
    const settled = this.settle(task, ending, reason);
    void this.announcer.announce(settled);
    return settled;
  }

  private settle(task: Task, ending: Ending, reason: string | null): Task {
    this.timers.disarm(task.task_id);
    const now = this.now();
    const settled: Task = { ...task, state: ending, steps: [], step_ends_at: null, updated_at: now };
    if (ending === 'booked') {
      try {
        const { buy, result } = execute(this.store, task.mutation, task, task.task_id, now);
        settled.media_buy_id = buy?.media_buy_id ?? null;
        settled.result = result;
      } catch (error) {
        settled.state = 'failed';
        settled.reason = error instanceof Error ? error.message : String(error);
      }
    } else {
      settled.reason = reason ?? reasons[ending];
    }
    this.store.saveTask(settled);
    return settled;
  }

  private record(
    call: Call,
    outcome: 'completed' | 'pending' | 'failed',
    mediaBuyId: string | null,
    taskId: string | null,
  ): void {
    this.store.recordCall({
      seller: call.seller,
      dialect: call.dialect,
      tool: call.tool,
      po_number: call.poNumber,
      idempotency_key: call.idempotencyKey,
      media_buy_id: mediaBuyId,
      task_id: taskId,
      outcome,
      at: this.now(),
    });
  }

  private draftTask(call: Call, scenario: Scenario): Task {
    const now = this.now();
    return {
      task_id: call.dialect === Dialect.hitl_v1 ? `task_${randomBytes(6).toString('hex')}` : `task_${randomUUID()}`,
      seller: call.seller,
      dialect: call.dialect,
      tool: call.tool,
      mutation: call.mutation,
      account_id: call.accountId,
      po_number: call.poNumber,
      idempotency_key: call.idempotencyKey,
      order: call.order,
      scenario: scenario.text,
      state: 'open',
      steps: scenario.steps,
      ending: scenario.ending,
      reason: null,
      media_buy_id: null,
      result: null,
      active_after_seconds: scenario.activeAfterSeconds,
      webhook: scenario.webhook,
      push: call.push,
      quirks: scenario.quirks,
      forgotten: scenario.quirks.forgetsTask === true,
      created_at: now,
      updated_at: now,
      step_started_at: now,
      step_ends_at: null,
    };
  }
}
