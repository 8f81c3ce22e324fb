import { Client } from 'pg';

/** So many at once: a statement of a million rows would hold its locks for minutes. */
const BATCH = 50_000;
const SELLERS = 50;

/** Paused, so that nothing is sent of what this bench hands over itself. */
export const SELLER = 'bench-0';

/**
 * A desk's history, ended but for a tenth that waits: as many operations as are asked for, over the last months, at fifty
 * publishers.
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
      await client.query(batch, [tenantId, now.toISOString(), operations, from, to, SELLERS]);
      say(`${to.toLocaleString()} of ${operations.toLocaleString()} operations are there`);
    }
    await client.query('VACUUM ANALYZE operations');
    await client.query('VACUUM ANALYZE operation_search');
  } finally {
    await client.end();
  }
}

/** Ids rise with time, as those of the service do: the list is ordered by them. */
const batch = `
INSERT INTO operations (id, tenant_id, seller_id, dialect, type, status, status_since, summary, request, request_hash,
  request_key, po_number, user_id, deadline_at, deadline_seconds, created_at, updated_at, settled_at, version)
SELECT (lpad(to_hex((extract(epoch FROM created) * 1000)::bigint), 12, '0') || '7000' || '8' || lpad(to_hex(n), 15, '0'))::uuid,
  $1, 'bench-' || (1 + n % ($6::int - 1)), 'hitl-v1', 'create_media_buy', status, created,
  jsonb_build_object('totalBudget', jsonb_build_object('amount', 1000 + n % 50000, 'currency', 'USD'),
    'start', NULL, 'end', NULL, 'packages', 2, 'brand', 'acme.example'),
  '{}', 'hash', gen_random_uuid(), 'BENCH-' || n, 'trader' || n % 20 || '@desk.example', created + interval '90 days', 7776000,
  created, created, CASE WHEN status = 'pending_approval' THEN NULL ELSE created + interval '1 hour' END, 3
FROM (
  SELECT n, $2::timestamptz - make_interval(secs => ($3::int - n) * 10 + 60) AS created,
    CASE WHEN n % 10 = 3 THEN 'pending_approval' WHEN n % 10 = 5 THEN 'rejected' ELSE 'created' END AS status
  FROM generate_series($4::int, $5::int) n) rows`;
