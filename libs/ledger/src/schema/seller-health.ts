import { EntitySchema } from 'typeorm';
import type { CircuitState } from '@adcp-orchestrator/domain';

/** How a seller answers, over all processes. The processes obey the circuit's state, and operators read it. */
export interface SellerHealthRow {
  tenant_id: string;
  seller_id: string;
  state: CircuitState;
  /** The revision of the seller's settings for which the circuit was opened. Changed settings close it. */
  revision: number;
  opened_at: Date | null;
  next_probe_at: Date | null;
  /** Openings since the circuit was last closed. The pause grows with them. */
  openings: number;
  probe_owner: string | null;
  probe_until: Date | null;
  consecutive_failures: number;
  last_success_at: Date | null;
  last_failure_at: Date | null;
  last_error_code: string | null;
  last_error_message: string | null;
}

export const SellerHealthEntity = new EntitySchema<SellerHealthRow>({
  name: 'seller_health',
  columns: {
    tenant_id: { type: 'uuid', primary: true },
    seller_id: { type: 'text', primary: true },
    state: { type: 'text', default: 'closed' },
    revision: { type: 'integer', default: 0 },
    opened_at: { type: 'timestamptz', nullable: true },
    next_probe_at: { type: 'timestamptz', nullable: true },
    openings: { type: 'integer', default: 0 },
    probe_owner: { type: 'text', nullable: true },
    probe_until: { type: 'timestamptz', nullable: true },
    consecutive_failures: { type: 'integer', default: 0 },
    last_success_at: { type: 'timestamptz', nullable: true },
    last_failure_at: { type: 'timestamptz', nullable: true },
    last_error_code: { type: 'text', nullable: true },
    last_error_message: { type: 'text', nullable: true },
  },
  foreignKeys: [
    { target: 'sellers', columnNames: ['tenant_id', 'seller_id'], referencedColumnNames: ['tenant_id', 'id'] },
  ],
});

/** Calls to a seller within five minutes. The slots of the last hour are reused in turn, so nothing has to be swept. */
export interface SellerCallWindowRow {
  tenant_id: string;
  seller_id: string;
  slot: number;
  starts_at: Date;
  calls: number;
  failures: number;
}

export const SellerCallWindowEntity = new EntitySchema<SellerCallWindowRow>({
  name: 'seller_call_windows',
  columns: {
    tenant_id: { type: 'uuid', primary: true },
    seller_id: { type: 'text', primary: true },
    slot: { type: 'smallint', primary: true },
    starts_at: { type: 'timestamptz' },
    calls: { type: 'integer' },
    failures: { type: 'integer' },
  },
  foreignKeys: [
    { target: 'sellers', columnNames: ['tenant_id', 'seller_id'], referencedColumnNames: ['tenant_id', 'id'] },
  ],
});

/**
 * The counters of `rate-limiter-flexible`, in its own form, for installations without Redis. One row for each limited
 * seller.
 */
export interface RateLimitRow {
  key: string;
  points: number;
  expire: string | null;
}

export const RateLimitEntity = new EntitySchema<RateLimitRow>({
  name: 'rate_limits',
  columns: {
    key: { type: 'varchar', length: 255, primary: true },
    points: { type: 'integer', default: 0 },
    expire: { type: 'bigint', nullable: true },
  },
});
