import { Client } from 'pg';

/** So many at once: a statement of a million rows would hold its locks for minutes. */
const BATCH = 50_000;
const SELLERS = 50;

/** Paused, so that nothing is sent of what this bench hands over itself. */
export const SELLER = 'bench-0';

/** So many operations have one notification that nobody took, and none after it: the list of the dead looks for them. */
const DEAD_EVERY = 5_000;

/**
 * A desk's history: as many operations as are asked for, over the last months, at fifty publishers. Most have ended, a
 * tenth waits for a publisher, one in five hundred needs a person. Each has a notification.
 */
export async function seedHistory(
  databaseUrl: string,
  tenantId: string,
  operations: number,
  say: (line: string) => void,
): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const now = new Date();
    await client.query(
      `INSERT INTO sellers (tenant_id, id, name, agent_url, dialect, webhook_mode, route_token, limits)
       SELECT $1, 'bench-' || n, 'Publisher ' || n, 'http://127.0.0.1:1/mcp', 'hitl-v1', 'none', gen_random_uuid()::text,
         '{"maxConcurrency": 16, "requestsPerSecond": null, "minPollSeconds": null}'
       FROM generate_series(1, $2::int - 1) n`,
      [tenantId, SELLERS],
    );
    for (let from = 1; from <= operations; from += BATCH) {
      const to = Math.min(operations, from + BATCH - 1);
      await client.query(batch, [tenantId, now.toISOString(), operations, from, to, SELLERS, DEAD_EVERY]);
      say(`${to.toLocaleString()} of ${operations.toLocaleString()} operations are there`);
    }
    for (const table of ['operations', 'operation_search', 'events', 'deliveries'])
      await client.query(`VACUUM ANALYZE ${table}`);
  } finally {
    await client.end();
  }
}

/** Ids rise with time, as those of the service do: the list is ordered by them. */
const batch = `
WITH made AS (
  INSERT INTO operations (id, tenant_id, seller_id, dialect, type, status, status_since, summary, request, request_hash,
    request_key, po_number, user_id, deadline_at, deadline_seconds, created_at, updated_at, settled_at, version,
    attention_reason, attention_since)
  SELECT (lpad(to_hex((extract(epoch FROM created) * 1000)::bigint), 12, '0') || '7000' || '8' || lpad(to_hex(n), 15, '0'))::uuid,
    $1, 'bench-' || (1 + n % ($6::int - 1)), 'hitl-v1',
    CASE WHEN n % 7 = 0 THEN 'update_media_buy' ELSE 'create_media_buy' END, status, created,
    jsonb_build_object('totalBudget', jsonb_build_object('amount', 1000 + n % 50000, 'currency', 'USD'),
      'start', NULL, 'end', NULL, 'packages', 2, 'brand', 'acme.example'),
    '{}', 'hash', gen_random_uuid(), 'BENCH-' || n, 'trader' || n % 20 || '@desk.example', created + interval '2 years',
    63072000, created, created,
    CASE WHEN status IN ('created', 'rejected') THEN created + interval '1 hour' END, 3,
    CASE status WHEN 'in_doubt' THEN 'in_doubt' WHEN 'pending_input' THEN 'input_required' END,
    CASE WHEN status IN ('in_doubt', 'pending_input') THEN created END
  FROM (
    SELECT n, $2::timestamptz - make_interval(secs => ($3::int - n) * 7 + 60) AS created,
      CASE WHEN n % 1000 = 1 THEN 'in_doubt' WHEN n % 1000 = 2 THEN 'pending_input'
        WHEN n % 10 = 3 THEN 'pending_approval' WHEN n % 10 = 5 THEN 'rejected' ELSE 'created' END AS status
    FROM generate_series($4::int, $5::int) n) rows
  RETURNING id, created_at, substr(po_number, 7)::int AS n
), told AS (
  INSERT INTO events (id, tenant_id, operation_id, sequence, type, payload, created_at)
  SELECT id, $1, id, 1, 'operation.created', '{}', created_at FROM made
)
INSERT INTO deliveries (id, tenant_id, event_id, subscription_id, status, attempts, last_error, created_at, delivered_at)
SELECT id, $1, id, '0190a0a0-0000-7000-8000-000000000001', CASE WHEN n % $7::int = 17 THEN 'dead' ELSE 'delivered' END,
  CASE WHEN n % $7::int = 17 THEN 12 ELSE 1 END, CASE WHEN n % $7::int = 17 THEN 'the receiver answered 503' END, created_at,
  CASE WHEN n % $7::int = 17 THEN NULL ELSE created_at END
FROM made`;
