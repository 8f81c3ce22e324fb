import { randomUUID } from 'node:crypto';
import type { Call } from '../publisher/calls';
import type { Announcer } from '../publisher/publisher';
import type { Ending, WebhookScript } from '../scenarios/scenario';
import { Dialect, type JsonObject, type PushConfig, type Task } from '../state/records';
import type { Store } from '../state/store';
import { emitAdcpWebhook, proofOf } from './adcp-webhook';
import type { Delivery, DeliveryLog } from './deliveries';
import { postHitlWebhook } from './hitl-webhook';
import { pause } from './http';
import { Limiter } from './limiter';
import { adcpPayload, hitlPayload } from './payloads';
import type { SigningKey } from './signing-key';

const conflictAfterMs = 150;
type About = Pick<Delivery, 'seller' | 'dialect' | 'task_id' | 'purpose'>;

/** Announces outcomes by webhook: as agreed with the buyer, or as badly as the scenario wants. */
export class WebhookAnnouncer implements Announcer {
  private readonly closing = new AbortController();
  private readonly limiter = new Limiter(64);

  constructor(
    private readonly store: Store,
    private readonly key: SigningKey,
    private readonly log: DeliveryLog,
    private readonly now: () => number,
  ) {}

  async announce(task: Task): Promise<void> {
    const ending = task.state;
    if (ending === 'open') return;
    const script: WebhookScript = {
      ...this.store.settingsOf(task.dialect, task.seller).webhook.behaviour,
      ...task.webhook,
    };
    if (script.mode === 'none') return;
    await pause((script.delaySeconds ?? 0) * 1000, this.closing.signal);
    await this.send(task, ending, script, 'outcome');
    if (script.duplicate) await this.send(task, ending, script, 'duplicate');
    if (script.conflict) {
      await pause(conflictAfterMs, this.closing.signal);
      await this.send(task, ending === 'booked' ? 'rejected' : 'booked', script, 'conflict');
    }
  }

  announceSynchronous(call: Call, result: JsonObject): void {
    if (call.dialect !== Dialect.adcp_v3 || !call.push || !call.scenario.webhook.forSynchronousAnswers) return;
    const taskId = `sync-${randomUUID()}`;
    const { push } = call;
    const payload = {
      task_id: taskId,
      task_type: call.tool,
      status: 'completed',
      timestamp: new Date(this.now()).toISOString(),
      ...(push.operation_id !== undefined && { operation_id: push.operation_id }),
      ...(push.token !== undefined && { token: push.token }),
      result,
    };
    const about = { seller: call.seller, dialect: call.dialect, task_id: taskId, purpose: 'synchronous' } as const;
    void this.emit(about, call.scenario.webhook, push, taskId, payload);
  }

  close(): void {
    this.closing.abort();
  }

  private async send(task: Task, ending: Ending, script: WebhookScript, purpose: Delivery['purpose']): Promise<void> {
    const about = { seller: task.seller, dialect: task.dialect, task_id: task.task_id, purpose };
    if (task.dialect === Dialect.hitl_v1) {
      await this.post(about, script, hitlPayload(task, ending));
    } else if (task.push) {
      const event = `${task.task_id} ${ending}`;
      await this.emit(about, script, task.push, event, adcpPayload(task, ending, script.withoutOperationId === true));
    }
  }

  private async post(about: About, script: WebhookScript, payload: JsonObject): Promise<void> {
    const { webhook } = this.store.settingsOf(about.dialect, about.seller);
    const { url } = webhook;
    if (url === null) return;
    const sent = await this.limiter.run(() => postHitlWebhook(this.closing.signal, webhook, script, url, payload));
    this.log.add({ at: this.now(), ...about, url, ...sent });
  }

  private async emit(
    about: About,
    script: WebhookScript,
    push: PushConfig,
    event: string,
    payload: JsonObject,
  ): Promise<void> {
    const proof = proofOf(script, push, this.store.settingsOf(about.dialect, about.seller));
    const delivery: Delivery = {
      at: this.now(),
      ...about,
      url: push.url,
      mode: proof.name,
      attempts: 0,
      status: null,
      delivered: false,
      error: null,
    };
    try {
      const sent = await this.limiter.run(() =>
        emitAdcpWebhook(this.key, this.closing.signal, proof, { url: push.url, event, payload }),
      );
      const { attempts, delivered, final_status: status, errors } = sent;
      this.log.add({
        ...delivery,
        attempts,
        delivered,
        status: status ?? null,
        error: delivered ? null : (errors.at(-1) ?? null),
      });
    } catch (error) {
      this.log.add({ ...delivery, error: error instanceof Error ? error.message : String(error) });
    }
  }
}
