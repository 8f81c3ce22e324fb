import { Client } from 'pg';

/** So many at once: a statement of all would hold its locks for long. */
const BATCH = 20_000;
/** The polls of these rows are as far apart as polls get, so that a round asks about each once. */
const POLL_ATTEMPT = 20;

/** Operations that wait for a person at the seller, and fall due together. */
export class PendingRows {
  private constructor(
    private readonly client: Client,
    private readonly tenantId: string,
    private readonly count: number,
  ) {}

  /** Makes them, evenly at the sellers. Operation n of a seller waits for its task `waiting_n`. Nothing is due yet. */
  static async make(
    databaseUrl: string,
    tenantId: string,
    sellers: readonly string[],
    perSeller: number,
  ): Promise<PendingRows> {
    const client = new Client({ connectionString: databaseUrl, query_timeout: 120_000 });
    await client.connect();
    const count = sellers.length * perSeller;
    for (let from = 0; from < count; from += BATCH) {
      await client.query(made, [tenantId, sellers, from, Math.min(count, from + BATCH) - 1, POLL_ATTEMPT]);
    }
    await client.query('VACUUM ANALYZE operations');
    return new PendingRows(client, tenantId, count);
  }

  /**
   * Writes that all are due, and cleans up, while nobody may ask their sellers.
   * @returns lets the sellers be asked, at once
   */
  async makeDue(): Promise<() => Promise<Date>> {
    await this.holdTurns(`'bench'::text, now() + interval '1 hour'`);
    await this.client.query(
      `UPDATE operations SET due_at = now(), poll_attempt = $2 WHERE tenant_id = $1 AND task_id LIKE 'waiting_%'`,
      [this.tenantId, POLL_ATTEMPT],
    );
    await this.client.query('VACUUM ANALYZE operations');
    return async () => {
      await this.holdTurns('NULL::text, NULL::timestamptz');
      return new Date();
    };
  }

  /** @param lease SQL of the owner and the end of the turns of all sellers */
  private async holdTurns(lease: string): Promise<void> {
    await this.client.query(
      `UPDATE sellers SET (poll_lease_owner, poll_lease_until) = (SELECT ${lease}) WHERE tenant_id = $1`,
      [this.tenantId],
    );
  }

  /** @returns whether a row has not been asked about since it fell due */
  async isAnyDue(at: Date): Promise<boolean> {
    const { rows } = await this.client.query<{ due: boolean }>(
      `SELECT EXISTS (SELECT FROM sellers s CROSS JOIN LATERAL (
         SELECT FROM operations o WHERE o.tenant_id = s.tenant_id AND o.seller_id = s.id AND o.due_kind = 'poll'
           AND o.due_at <= $2 LIMIT 1) due WHERE s.tenant_id = $1) AS due`,
      [this.tenantId, at.toISOString()],
    );
    return rows[0]?.due ?? false;
  }

  /** @throws Error unless each still waits for its task, and was asked about exactly once since `makeDue` */
  async check(): Promise<void> {
    const { rows } = await this.client.query<{ waiting: number; once: number }>(
      `SELECT count(*) FILTER (WHERE status = 'pending_approval' AND settled_at IS NULL)::int AS waiting,
              count(*) FILTER (WHERE poll_attempt = $2)::int AS once
       FROM operations WHERE tenant_id = $1 AND task_id LIKE 'waiting_%'`,
      [this.tenantId, POLL_ATTEMPT + 1],
    );
    const { waiting = 0, once = 0 } = rows[0] ?? {};
    if (waiting !== this.count || once !== this.count) {
      throw new Error(`of ${this.count} operations ${waiting} still wait, and ${once} were asked about exactly once`);
    }
  }

  async close(): Promise<void> {
    await this.client.end();
  }
}

/** As the service has them after the seller's answer to the call. */
const made = `
INSERT INTO operations (id, tenant_id, seller_id, dialect, type, status, status_since, summary, request, request_hash,
  request_key, po_number, holds_po_number, user_id, deadline_at, deadline_seconds, created_at, updated_at, version,
  task_id, seller_status, seller_task_status, message, attempt, attempts_in_budget, call_started_at, first_call_at, frozen_revision,
  may_have_executed, calls, pending_since, poll_attempt, due_kind, due_at, event_sequence)
SELECT gen_random_uuid(), $1, ($2::text[])[1 + n % cardinality($2::text[])], 'hitl-v1', 'create_media_buy',
  'pending_approval', created, '{"totalBudget": {"amount": 50000, "currency": "USD"}, "packages": 3}',
  '{"packages": ["premium_sports", "premium_news"], "total_budget": 50000}', 'hash', key, 'PENDING-' || n, true,
  'trader@desk', created + interval '90 days', 7776000, created, created, 4,
  'waiting_' || 1 + n / cardinality($2::text[]), 'pending_manual', 'pending', 'Manual approval required.', 1, 1, created, created,
  1, true, jsonb_build_array(jsonb_build_object('number', 1, 'key', key, 'startedAt', created,
    'sellerRevision', 1, 'task', 'waiting_' || 1 + n / cardinality($2::text[]), 'fate', 'answered', 'superseded', false)), created, $5::int, 'poll',
  now() + interval '1 day', 2
FROM (SELECT n, now() - interval '1 hour' AS created, gen_random_uuid() AS key
  FROM generate_series($3::int, $4::int) n) rows`;
