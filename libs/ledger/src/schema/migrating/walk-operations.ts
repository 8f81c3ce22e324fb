import type { QueryRunner } from 'typeorm';

const PAGE = 1_000;

/**
 * Fills in old rows beside the running service: goes through all operations page by page along the primary key, one
 * statement a page.
 * @param work common table expressions that change something, and that read the keys (`tenant_id`, `id`) from `page`
 */
export async function walkOperations(runner: QueryRunner, work: string): Promise<void> {
  let last: { tenant_id: string; id: string } | undefined;
  do {
    [last] = (await runner.query(
      `WITH page AS MATERIALIZED (
         SELECT tenant_id, id FROM operations
         WHERE $1::uuid IS NULL OR (tenant_id, id) > ($1::uuid, $2::uuid)
         ORDER BY tenant_id, id LIMIT ${PAGE}
       ), ${work}
       SELECT tenant_id, id FROM page ORDER BY tenant_id DESC, id DESC LIMIT 1`,
      [last?.tenant_id ?? null, last?.id ?? null],
    )) as { tenant_id: string; id: string }[];
  } while (last !== undefined);
}

/**
 * Changes the operations that need it, as `o`. It locks rows in the order of their ids, as the gate does.
 * @param where which rows need it
 * @param set the `SET` list
 */
export function fillOperations(runner: QueryRunner, { where, set }: { where: string; set: string }): Promise<void> {
  return walkOperations(
    runner,
    `locked AS MATERIALIZED (
       SELECT o.tenant_id, o.id FROM page p JOIN operations o ON o.tenant_id = p.tenant_id AND o.id = p.id
       WHERE ${where}
       ORDER BY o.id FOR UPDATE OF o
     ), filled AS (
       UPDATE operations o SET ${set}
       FROM locked l WHERE o.tenant_id = l.tenant_id AND o.id = l.id
     )`,
  );
}
