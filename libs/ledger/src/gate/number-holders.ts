import { DatabaseError, type Pool } from 'pg';
import { type Operation, mayTakePoNumberBack } from '@adcp-orchestrator/domain';
import { HELD_PO_NUMBER } from '../schema/operation';

const UNIQUE_VIOLATION = '23505';

/**
 * Of the `po_number`s that operations have set free and may take back: those that another operation holds by now.
 * @returns by the operation's id: the holder
 */
export async function readNumberHolders(pool: Pool, operations: readonly Operation[]): Promise<Map<string, string>> {
  const freed = operations.filter(mayTakePoNumberBack);
  if (freed.length === 0) return new Map();
  const { rows } = await pool.query<{ id: string; holder: string }>({
    name: 'gate-number-holders',
    text: `
SELECT f.id, o.id AS holder
FROM unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[]) AS f(tenant_id, seller_id, po_number, id)
JOIN operations o ON o.tenant_id = f.tenant_id AND o.seller_id = f.seller_id AND o.po_number = f.po_number
WHERE o.holds_po_number`,
    values: [
      freed.map(({ tenantId }) => tenantId),
      freed.map(({ sellerId }) => sellerId),
      freed.map(({ poNumber }) => poNumber),
      freed.map(({ id }) => id),
    ],
  });
  return new Map(rows.map(({ id, holder }) => [id, holder]));
}

/** @returns whether a write failed because another operation took the `po_number` just before: it is decided again */
export function isNumberTaken(error: unknown): boolean {
  return error instanceof DatabaseError && error.code === UNIQUE_VIOLATION && error.constraint === HELD_PO_NUMBER;
}
