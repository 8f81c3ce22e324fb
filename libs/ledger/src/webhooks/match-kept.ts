import type { Pool } from 'pg';
import type { Decision, Observation, OperationType } from '@adcp-orchestrator/domain';
import { type WebhookKey, finishWebhook } from './claim-webhook';
import { fitAnswer } from './fit-answer';
import { type KeptWebhook, type TaskBinding, listKeptTasks, takeAbandoned, takeKeptOf } from './take-kept';

/** What matching needs of the gate. `Ledger` is one. */
export interface WebhookGate {
  observeMany(
    observations: readonly Observation[],
  ): Promise<readonly { decision: Decision | null; problem: 'unknown_operation' | 'unwritable' | null }[]>;
}

export interface MatchOptions {
  pool: Pool;
  gate: WebhookGate;
  now: () => Date;
}

/** What became of a kept webhook. `deferred`: it could not be written, and is tried again later. */
export interface MatchedWebhook extends WebhookKey {
  operationId: string;
  result: 'done' | 'conflict' | 'deferred';
}

const MOST_OF_BINDINGS = 100;

/** @returns the observation that a webhook brings for its operation */
export function webhookObservation(
  key: WebhookKey,
  operation: { id: string; type: OperationType },
  answer: KeptWebhook['answer'],
  receivedAt: Date,
): Observation {
  return {
    ...fitAnswer(operation.type, answer),
    tenantId: key.tenantId,
    operationId: operation.id,
    source: 'webhook',
    receivedAt,
    actor: key.deliveryKey,
  };
}

/**
 * Hands kept webhooks to the gate, now that operations are bound to their tasks (AdCP 3.0, early webhooks). The gate
 * calls it after the commit that bound them. What a crash prevents, `KeptSweep` finds.
 * @throws the database's error; the sweep tries these webhooks again
 */
export async function matchKeptWebhooks(
  options: MatchOptions,
  bindings: readonly TaskBinding[],
): Promise<MatchedWebhook[]> {
  if (bindings.length === 0) return [];
  return enter(options, await takeKeptOf(options.pool, bindings, MOST_OF_BINDINGS));
}

/**
 * Finds what nobody matched: kept webhooks whose task was bound just before a process died, and claims whose receiver
 * died. Each sweep looks at a bounded number of tasks, and the next goes on where it ended.
 */
export class KeptSweep {
  private lookedTo: TaskBinding | null = null;

  constructor(private readonly options: MatchOptions) {}

  /**
   * @param tasks how many tasks to look at
   * @param limit how many webhooks of each kind to hand to the gate at most
   */
  async sweep(tasks: number, limit: number): Promise<MatchedWebhook[]> {
    const { pool } = this.options;
    const page = await listKeptTasks(pool, this.lookedTo, tasks);
    // After the last task it begins again with the first.
    this.lookedTo = page.length < tasks ? null : (page.at(-1) ?? null);
    const kept = await enter(this.options, await takeKeptOf(pool, page, limit));
    const abandoned = await enter(this.options, await takeAbandoned(pool, limit));
    return [...kept, ...abandoned];
  }
}

async function enter({ pool, gate, now }: MatchOptions, kept: readonly KeptWebhook[]): Promise<MatchedWebhook[]> {
  if (kept.length === 0) return [];
  const observed = await gate.observeMany(
    kept.map((webhook) =>
      webhookObservation(
        webhook,
        { id: webhook.operationId, type: webhook.operationType },
        webhook.answer,
        webhook.receivedAt,
      ),
    ),
  );
  const matched: MatchedWebhook[] = [];
  for (const [place, { tenantId, sellerId, deliveryKey, operationId }] of kept.entries()) {
    const decision = observed[place]?.decision ?? null;
    const result = decision === null ? 'deferred' : decision.verdict === 'conflict' ? 'conflict' : 'done';
    if (result !== 'deferred') await finishWebhook(pool, { tenantId, sellerId, deliveryKey }, result, now());
    matched.push({ tenantId, sellerId, deliveryKey, operationId, result });
  }
  return matched;
}
