import { setTimeout as sleep } from 'node:timers/promises';
import Table from 'cli-table3';
import type { Client } from 'pg';
import type { Product } from '../context';
import type { PostgresProbe } from '../measure/postgres';
import { say } from '../program';
import { tableSizes, totalOf } from './sizes';

/** So many of the service's sweeps are watched: each lasts four seconds of a minute. */
const SWEEPS = 3;
const SWEEP_MS = 62_000;
const tables = ['operations', 'timeline', 'events', 'deliveries'];

/**
 * Lets the service delete the oldest twelfth of a year, at its own pace, for some minutes. What its statements take is
 * counted by Postgres; what is left to vacuum is measured after it.
 */
export async function measureDeletion({
  product,
  client,
  postgres,
  tenantId,
}: {
  product: Product;
  client: Client;
  postgres: PostgresProbe;
  tenantId: string;
}): Promise<void> {
  const days = { operationsDays: 335, eventsDays: 335, deliveriesDays: 335 };
  await client.query(
    `INSERT INTO tenant_settings (tenant_id, retention) VALUES ($1, $2)
     ON CONFLICT (tenant_id) DO UPDATE SET retention = EXCLUDED.retention`,
    [tenantId, days],
  );
  const walStart = await walPosition(client);
  await postgres.reset();
  await client.query(
    `UPDATE retention_passes SET day = day - 1, ended_at = coalesce(ended_at, now()) WHERE tenant_id = $1`,
    [tenantId],
  );
  await sleep(SWEEPS * SWEEP_MS);
  const { rows } = await client.query<{ part: string; operations: number; events: number; deliveries: number }>(
    'SELECT part, operations, events, deliveries FROM retention_passes WHERE tenant_id = $1',
    [tenantId],
  );
  const statements = (await postgres.statements(product.databaseUrl)) ?? [];
  const table = new Table({ head: ['deletion of', 'statements', 'ms each'] });
  for (const part of ['deliveries', 'events', 'intakes', 'operations']) {
    const own = statements.filter(
      ({ text }) =>
        text.includes(`p.part = '${part}'`) ||
        (new RegExp(`FROM ${part === 'intakes' ? 'intake_events' : part} \\w\\s+WHERE.*ORDER BY`, 's').test(text) &&
          text.includes('retention_passes')),
    );
    const calls = own.reduce((sum, one) => sum + one.calls, 0);
    const ms = own.reduce((sum, one) => sum + one.milliseconds, 0);
    table.push([part, calls, calls === 0 ? '' : (ms / calls).toFixed(1)]);
  }
  say(table.toString());
  say(
    `In ${SWEEPS} minutes at most: ${JSON.stringify(rows[0])}; ${Math.round(((await walPosition(client)) - walStart) / 1e6)} MB of WAL.`,
  );
  const dead = await client.query<{ relname: string; n_dead_tup: string }>(
    `SELECT relname, n_dead_tup FROM pg_stat_user_tables WHERE n_dead_tup > 1000 ORDER BY 2 DESC`,
  );
  say(`Dead rows: ${dead.rows.map(({ relname, n_dead_tup: n }) => `${relname} ${n}`).join(', ')}`);
  const before = totalOf(await tableSizes(client));
  const startedAt = Date.now();
  for (const name of tables) await client.query(`VACUUM (ANALYZE) ${name}`);
  say(
    `VACUUM of ${tables.join(', ')} took ${((Date.now() - startedAt) / 1_000).toFixed(1)} s; ${Math.round(before / 1e6)} MB before and ${Math.round(totalOf(await tableSizes(client)) / 1e6)} after.`,
  );
}

async function walPosition(client: Client): Promise<number> {
  const { rows } = await client.query<{ bytes: string }>(`SELECT pg_current_wal_lsn() - '0/0'::pg_lsn AS bytes`);
  return Number(rows[0]?.bytes ?? 0);
}
