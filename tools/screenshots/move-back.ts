import pg from 'pg';

/**
 * Moves what happened a minute ago back by hours, and makes thirty days of figures up. Only pictures need it: a desk on
 * which all is seconds old shows neither what is overdue nor what is usual.
 */
export async function moveBack(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('BEGIN');
    for (const text of [moved, ...moves, usual, overdue, days]) await client.query(text);
    await client.query('COMMIT');
  } finally {
    await client.end();
  }
}

/** Of each operation: how long ago it ended or came to where it waits (`late`), and how long it took until then. */
const moved = `CREATE TEMP TABLE moved ON COMMIT DROP AS
  SELECT tenant_id, id, settled_at,
    CASE WHEN settled_at IS NULL THEN interval '0' ELSE n % 9 * interval '17 minutes' END AS late,
    CASE WHEN status = 'in_doubt' THEN interval '40 minutes'
      WHEN settled_at IS NOT NULL THEN interval '48 minutes' + n % 10 * interval '16 minutes'
      ELSE interval '5 minutes' + n % 8 * interval '31 minutes' END AS took
  FROM (SELECT *, row_number() OVER (ORDER BY id) AS n FROM operations) o`;

/** By how much what an operation came to last is moved. */
const back = `(m.late + CASE WHEN m.settled_at IS NULL THEN m.took ELSE interval '0' END)`;

const moves = [
  `UPDATE timeline t SET at = t.at - m.late
     - CASE WHEN m.settled_at IS NULL OR t.at < m.settled_at - interval '300 ms' THEN m.took ELSE interval '0' END
   FROM moved m WHERE t.tenant_id = m.tenant_id AND t.operation_id = m.id`,
  `UPDATE deliveries d SET created_at = d.created_at - ${back}, delivered_at = d.delivered_at - ${back}
   FROM events e JOIN moved m ON m.tenant_id = e.tenant_id AND m.id = e.operation_id
   WHERE d.tenant_id = e.tenant_id AND d.event_id = e.id`,
  `UPDATE notification_attempts a SET at = a.at - ${back}
   FROM deliveries d JOIN events e ON e.tenant_id = d.tenant_id AND e.id = d.event_id
     JOIN moved m ON m.tenant_id = e.tenant_id AND m.id = e.operation_id
   WHERE a.tenant_id = d.tenant_id AND a.delivery_id = d.id`,
  `UPDATE operations o SET created_at = o.created_at - m.late - m.took, pending_since = o.pending_since - m.late - m.took,
     first_call_at = o.first_call_at - m.late - m.took, attention_since = o.attention_since - m.took,
     settled_at = o.settled_at - m.late, deadline_at = o.deadline_at - m.took,
     status_since = o.status_since - ${back},
     approval_seconds = o.approval_seconds + extract(epoch FROM m.took)
   FROM moved m WHERE o.tenant_id = m.tenant_id AND o.id = m.id`,
];

const usual = `WITH known AS (UPDATE sellers SET approval_p50_seconds = 5000, approval_p90_seconds = 10500 RETURNING tenant_id, id)
  INSERT INTO seller_approvals (tenant_id, seller_id, samples) SELECT tenant_id, id, 120 FROM known
  ON CONFLICT (tenant_id, seller_id) DO UPDATE SET samples = 120`;

/** As the service would have found them while the hours passed. */
const overdue = `UPDATE operations o SET overdue_at = o.status_since + interval '10500 s',
    overdue = o.status_since + interval '10500 s' < now()
  WHERE o.overdue_at IS NOT NULL AND NOT o.overdue`;

/** `ln(1.1)`: approval times are counted in steps, each a tenth longer than the one before. */
const days = `INSERT INTO operation_days (tenant_id, day, seller_id, type, ended, rejected, timed_out, calls, failed_calls,
    approvals, approval_seconds, approval_times)
  SELECT t.tenant_id, d::date, f.seller_id, f.type, n.ended, n.ended / 8, 0, n.ended * 3, n.ended / 12, n.ended - n.ended / 8,
    n.hours * 3600 * (n.ended - n.ended / 8),
    jsonb_build_object(floor(ln(n.hours * 2700) / ln(1.1))::int::text, (n.ended - n.ended / 8) * 2 / 3,
      floor(ln(n.hours * 8200) / ln(1.1))::int::text, (n.ended - n.ended / 8) / 3)
  FROM (SELECT DISTINCT tenant_id FROM operations) t
  CROSS JOIN generate_series(current_date - 30, current_date - 1, interval '1 day') d
  CROSS JOIN LATERAL (SELECT (CASE WHEN extract(isodow FROM d) > 5 THEN 3 ELSE 14 END
      + (extract(day FROM d)::int * 7) % 11)::int AS ended, 1.2 + (extract(day FROM d)::int * 5 % 9) / 10.0 AS hours) n
  CROSS JOIN (VALUES ('', ''), ('riverside-tv', 'create_media_buy')) f(seller_id, type)
  ON CONFLICT DO NOTHING`;
