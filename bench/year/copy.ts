import type { Client } from 'pg';

/** So many copies of what is there are made in one transaction. */
const COPIES_AT_ONCE = 10;
const YEAR_DAYS = 365;

/** What a table's columns become in a copy. The others stay, and times move back by the age of the copy. */
type Changes = Readonly<Record<string, string>>;

const later = (column: string, of: string): string => `${of}.${column} - m.age`;

/**
 * Fills a year with copies of operations that the service has really worked on, with everything that hangs on them: rows of
 * their real width, at ids and times of their own. `c` is the row that is copied, `m` the copy.
 */
export class Copies {
  private readonly columns = new Map<string, { name: string; type: string }[]>();

  private constructor(
    private readonly client: Client,
    private readonly tenantId: string,
    /** How many operations are copied. */
    readonly origin: number,
    /** How many copies fill the year. */
    private readonly most: number,
  ) {}

  static async prepare(client: Client, tenantId: string, most: number): Promise<Copies> {
    await client.query(
      `CREATE TEMP TABLE origin AS SELECT id, row_number() OVER (ORDER BY id) AS n FROM operations WHERE tenant_id = $1`,
      [tenantId],
    );
    const { rows } = await client.query<{ n: number }>('SELECT count(*)::int AS n FROM origin');
    const copies = new Copies(client, tenantId, rows[0]?.n ?? 0, most);
    const found = await client.query<{ table: string; name: string; type: string }>(
      `SELECT table_name AS table, column_name AS name, data_type AS type FROM information_schema.columns
       WHERE table_schema = 'public' ORDER BY table_name, ordinal_position`,
    );
    for (const { table, ...column } of found.rows) {
      const known = copies.columns.get(table);
      if (known === undefined) copies.columns.set(table, [column]);
      else known.push(column);
    }
    return copies;
  }

  /** Makes the copies of these numbers, the first of which is the oldest. */
  async make(from: number, to: number): Promise<void> {
    for (let first = from; first <= to; first += COPIES_AT_ONCE) {
      await this.client.query('BEGIN');
      await this.batch(first, Math.min(to, first + COPIES_AT_ONCE - 1));
      await this.client.query('COMMIT');
    }
  }

  private async batch(from: number, to: number): Promise<void> {
    const { client, tenantId, most, origin } = this;
    await client.query('DROP TABLE IF EXISTS made, made_events, made_deliveries');
    await client.query(
      `CREATE TEMP TABLE made AS SELECT c.id AS was, k, make_interval(days => 1) * ($3::int - k) * ${YEAR_DAYS}.0 / $3 AS age,
         ${timedId(`c.created_at - make_interval(days => 1) * ($3::int - k) * ${YEAR_DAYS}.0 / $3`, `k * ${origin} + n`)} AS id
       FROM origin n JOIN operations c ON c.tenant_id = $4 AND c.id = n.id CROSS JOIN generate_series($1::int, $2::int) k`,
      [from, to, most, tenantId],
    );
    await this.insert('operations', 'id', {
      id: 'm.id',
      po_number: `c.po_number || '-' || m.k`,
      request_key: 'gen_random_uuid()',
      task_id: `c.task_id || '-' || m.k`,
      outcome: `CASE WHEN c.outcome->>'mediaBuyId' IS NULL THEN c.outcome
        ELSE jsonb_set(c.outcome, '{mediaBuyId}', to_jsonb(c.outcome->>'mediaBuyId' || '-' || m.k)) END`,
    });
    await this.insert('timeline', 'operation_id', { id: 'DEFAULT', operation_id: 'm.id' });
    await this.insert('media_buys', 'operation_id', {
      operation_id: 'm.id',
      media_buy_id: `c.media_buy_id || '-' || m.k`,
      due_at: 'NULL',
      creatives_warn_at: 'NULL', // the desk was warned, or the creatives came
    });
    await this.insert('intake_events', 'operation_id', { operation_id: 'm.id' });
    for (const table of ['operation_search', 'operation_search_later'])
      await this.insert(table, 'operation_id', { operation_id: 'm.id' });
    await client.query(
      `CREATE TEMP TABLE made_events AS SELECT c.id AS was, m.k, m.age, m.id AS operation_id,
         ${timedId('c.created_at - m.age', `m.k * ${4 * origin}::bigint + row_number() OVER ()`)} AS id
       FROM made m JOIN events c ON c.tenant_id = $1 AND c.operation_id = m.was`,
      [tenantId],
    );
    await this.insert('events', 'id', { id: 'm.id', operation_id: 'm.operation_id' }, 'made_events');
    await client.query(
      `CREATE TEMP TABLE made_deliveries AS SELECT c.id AS was, m.k, m.age, m.id AS event_id, gen_random_uuid() AS id
       FROM made_events m JOIN deliveries c ON c.tenant_id = $1 AND c.event_id = m.was`,
      [tenantId],
    );
    await this.insert('deliveries', 'id', { id: 'm.id', event_id: 'm.event_id' }, 'made_deliveries');
    for (const table of ['notification_attempts', 'attempt_answers'])
      await this.insert(table, 'delivery_id', { delivery_id: 'm.id' }, 'made_deliveries');
  }

  private async insert(table: string, key: string, changes: Changes, made = 'made'): Promise<void> {
    const columns = (this.columns.get(table) ?? []).filter(({ name }) => changes[name] !== 'DEFAULT');
    const values = columns.map(
      ({ name, type }) => changes[name] ?? (type === 'timestamp with time zone' ? later(name, 'c') : `c.${name}`),
    );
    // Triggers may have written the words already.
    await this.client.query(
      `INSERT INTO ${table} (${columns.map(({ name }) => name).join(', ')})
       SELECT ${values.join(', ')} FROM ${made} m JOIN ${table} c ON c.tenant_id = $1 AND c.${key} = m.was
       ON CONFLICT DO NOTHING`,
      [this.tenantId],
    );
  }
}

/** SQL: a UUID of version 7 of this time, with a number of its own. */
function timedId(at: string, n: string): string {
  return `(lpad(to_hex((extract(epoch FROM ${at}) * 1000)::bigint), 12, '0') || '7000' || '8' || lpad(to_hex(${n}), 15, '0'))::uuid`;
}
