import type { Pool } from 'pg';
import { readSeller } from '@adcp-orchestrator/ledger';
import { type InvalidValue, inBody } from '../problems/problem';

/** @returns what is wrong with the seller that a subscription is narrowed to */
export async function sellerProblems(
  pool: Pool,
  tenantId: string,
  sellerId: string | null | undefined,
): Promise<InvalidValue[]> {
  if (sellerId === undefined || sellerId === null) return [];
  const seller = await readSeller(pool, { tenantId, sellerId });
  if (seller !== null && seller.deleted_at === null) return [];
  return [inBody('/seller_id', `there is no seller "${sellerId}"`, 'GET /v1/sellers lists those there are.')];
}
