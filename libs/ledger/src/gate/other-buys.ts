import type { Pool } from 'pg';
import { type Observation, type Operation, OperationType, endsBadly } from '@adcp-orchestrator/domain';
import { databaseText } from '../database/database-json';

/**
 * Of the media buys that outcomes of creates name: those that another operation of the tenant has booked with the seller.
 * A booking needs no look before it is written: the write itself claims the buy, and loses when another operation has it.
 * @param lostBefore the operations have lost a write, perhaps for that reason
 * @returns by the operation's id: the media buys, and the operations that have them
 */
export async function readOtherBuys(
  pool: Pool,
  words: readonly { observation: Observation; operation: Operation }[],
  lostBefore: boolean,
): Promise<Map<string, Map<string, string>>> {
  const others = new Map<string, Map<string, string>>();
  const named = words.flatMap(({ observation: { finding }, operation }) => {
    if (operation.type !== OperationType.createMediaBuy || operation.outcome !== null) return [];
    if (finding.kind !== 'settled' && finding.kind !== 'resolved') return [];
    const { mediaBuyId } = finding.outcome;
    return mediaBuyId !== undefined && (lostBefore || endsBadly(finding.outcome)) ? [{ operation, mediaBuyId }] : [];
  });
  if (named.length === 0) return others;
  const { rows } = await pool.query<{ place: number; operation_id: string }>({
    name: 'gate-other-buys',
    text: `
SELECT n.place::int AS place, m.operation_id
FROM unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[]) WITH ORDINALITY
  AS n(tenant_id, seller_id, media_buy_id, operation_id, place)
JOIN media_buys m USING (tenant_id, seller_id, media_buy_id) WHERE m.operation_id <> n.operation_id`,
    values: [
      named.map(({ operation }) => operation.tenantId),
      named.map(({ operation }) => operation.sellerId),
      named.map(({ mediaBuyId }) => databaseText(mediaBuyId)),
      named.map(({ operation }) => operation.id),
    ],
  });
  for (const { place, operation_id: holder } of rows) {
    const name = named[place - 1];
    if (name === undefined) continue;
    const ofOperation = others.get(name.operation.id) ?? new Map<string, string>();
    others.set(name.operation.id, ofOperation.set(name.mediaBuyId, holder));
  }
  return others;
}
