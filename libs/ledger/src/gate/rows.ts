import { LRUCache } from 'lru-cache';
import type { Pool } from 'pg';
import {
  type Observation,
  type Operation,
  type SellerRef,
  type SellerTraits,
  sellerKey,
} from '@adcp-orchestrator/domain';
import { operationColumns, operationOf } from '../operations/operation-row';
import { type TraitRow, traitColumns, traitsOf } from '../operations/seller-traits';
import type { OperationRow } from '../schema/operation-table';

/** What the gate decides on. */
export interface GateRow {
  operation: Operation;
  traits: SellerTraits;
  /** Whoever observed has held it, so it may be older than this decision. */
  isHeld: boolean;
}

/** How long the traits of a seller stand for its held operations: they set times, and what a notification estimates. */
const TRAITS_MS = 5_000;
const MAX_SELLERS = 10_000;

/** Gives the gate the rows that it decides on, and the traits of their sellers. */
export class GateRows {
  private readonly traits = new LRUCache<string, SellerTraits>({ max: MAX_SELLERS, ttl: TRAITS_MS });

  constructor(private readonly pool: Pool) {}

  /**
   * @param waiting observations by the operation's id
   * @param held what need not be read; of an operation that is held twice, its latest version counts
   * @returns the rows by their ids; one that does not exist is missing
   */
  async of(
    waiting: ReadonlyMap<string, readonly Observation[]>,
    held: readonly Operation[],
  ): Promise<Map<string, GateRow>> {
    const rows = await this.heldRows(waiting, held);
    const heads = [...waiting].flatMap(([id, [head]]) => (head === undefined || rows.has(id) ? [] : [head]));
    if (heads.length === 0) return rows;
    for (const row of await this.read(heads)) {
      const traits = traitsOf(row);
      const operation = operationOf(row);
      this.traits.set(sellerKey(operation), traits);
      rows.set(row.id, { operation, traits, isHeld: false });
    }
    return rows;
  }

  /** A held row whose seller is not there any more is left out, and read like the others. */
  private async heldRows(
    waiting: ReadonlyMap<string, readonly Observation[]>,
    held: readonly Operation[],
  ): Promise<Map<string, GateRow>> {
    const latest = new Map<string, Operation>();
    for (const operation of held) {
      // The ids alone say which operation it is, but only its own tenant may name it.
      const isAsked = waiting.get(operation.id)?.every(({ tenantId }) => tenantId === operation.tenantId) ?? false;
      const known = latest.get(operation.id);
      if (isAsked && (known === undefined || known.version < operation.version)) latest.set(operation.id, operation);
    }
    const operations = [...latest.values()];
    await this.readTraits(operations.filter((operation) => !this.traits.has(sellerKey(operation))));
    return new Map(
      operations.flatMap((operation): [string, GateRow][] => {
        const traits = this.traits.get(sellerKey(operation));
        return traits === undefined ? [] : [[operation.id, { operation, traits, isHeld: true }]];
      }),
    );
  }

  private async readTraits(sellers: readonly SellerRef[]): Promise<void> {
    const unknown = [...new Map(sellers.map((seller) => [sellerKey(seller), seller])).values()];
    if (unknown.length === 0) return;
    const { rows } = await this.pool.query<TraitRow & { tenant_id: string; id: string }>({
      name: 'gate-traits',
      text: `SELECT s.tenant_id, s.id, ${traitColumns}
             FROM unnest($1::uuid[], $2::text[]) AS wanted(tenant_id, id)
             JOIN sellers s ON s.tenant_id = wanted.tenant_id AND s.id = wanted.id`,
      values: [unknown.map(({ tenantId }) => tenantId), unknown.map(({ sellerId }) => sellerId)],
    });
    for (const row of rows) this.traits.set(sellerKey({ tenantId: row.tenant_id, sellerId: row.id }), traitsOf(row));
  }

  /**
   * `OFFSET 0` keeps the look-up by the key apart. On a table without statistics the planner preferred to read all
   * operations of a seller for each of them: 150 ms for 50 rows instead of 1.
   */
  private async read(heads: readonly Observation[]): Promise<(OperationRow & TraitRow)[]> {
    const { rows } = await this.pool.query<OperationRow & TraitRow>({
      name: 'gate-read',
      text: `SELECT ${operationColumns}, ${traitColumns}
             FROM unnest($1::uuid[], $2::uuid[]) AS wanted(id, tenant_id)
             CROSS JOIN LATERAL (
               SELECT * FROM operations r WHERE r.tenant_id = wanted.tenant_id AND r.id = wanted.id OFFSET 0) o
             JOIN sellers s ON s.tenant_id = o.tenant_id AND s.id = o.seller_id`,
      values: [heads.map(({ operationId }) => operationId), heads.map(({ tenantId }) => tenantId)],
    });
    return rows;
  }
}
