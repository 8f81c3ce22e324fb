import { Inject, Injectable } from '@nestjs/common';
import type { Pool, PoolClient } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { Principal } from '@adcp-orchestrator/access';
import type { Clock, JsonObject } from '@adcp-orchestrator/domain';
import {
  AuditKind,
  type BulkJobRow,
  type OperationFilter,
  countBulkJobs,
  findBulkJobByKey,
  findOperationIds,
  inTransaction,
  insertBulkJob,
  lockTenant,
  recordAudit,
} from '@adcp-orchestrator/ledger';
import { POOL, canonicalHash } from '@adcp-orchestrator/platform';
import { filterOf } from '../operations/reading/operation-query';
import { RequestProblemError, invalidBody } from '../problems/problem';
import { CLOCK } from '../tokens';
import { type BulkBody, MAX_SELECTION, actionOf } from './bulk-body';

const MAX_RUNNING = 10;
/** Each job keeps up to 10,000 rows for a month. Without this limit a loop of jobs that are made and stopped fills the disk. */
const MAX_A_DAY = 500;

/** What came of asking for a job. */
export interface BulkAsked {
  job: BulkJobRow;
  /** The same key came before with the same body; this is its job. */
  replayed: boolean;
}

/** Makes jobs: freezes which operations are meant. */
@Injectable()
export class BulkJobs {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * @param idempotencyKey the `Idempotency-Key` header; null when there is none
   * @throws RequestProblemError when too many operations are meant, too many jobs run, or the key came with another body
   */
  async make(principal: Principal, body: BulkBody, idempotencyKey: string | null): Promise<BulkAsked> {
    const { tenantId, actor } = principal;
    const { ids, filter, ...rest } = body;
    const found = filter === undefined ? undefined : filterOf(filter);
    // The hash is of what was asked, not of what the filter finds: a repetition must not find something else.
    const requestHash = canonicalHash({ ...rest, ids, filter: found === undefined ? undefined : plain(found) });
    const before = idempotencyKey === null ? null : await findBulkJobByKey(this.pool, tenantId, idempotencyKey);
    if (before !== null) return replay(before, requestHash);
    const selected = found === undefined ? (ids ?? []) : await this.select(tenantId, found);
    const asked = {
      id: uuidv7(),
      tenantId,
      action: actionOf(body),
      dryRun: body.dry_run,
      actor,
      idempotencyKey,
      requestHash,
      now: this.clock.now(),
    };
    const { job, made } = await inTransaction(this.pool, async (client) => {
      // Jobs of a tenant are made one after the other. Otherwise many at once would each find room.
      await lockTenant(client, tenantId);
      await this.assertRoom(client, tenantId);
      const kept = await insertBulkJob(client, asked, selected);
      if (kept.made) {
        const detail = { action: asked.action.kind, dry_run: asked.dryRun, operations: selected.length };
        await recordAudit(client, principal, { kind: AuditKind.bulkCreated, target: asked.id, detail });
      }
      return kept;
    });
    return made ? { job, replayed: false } : replay(job, requestHash);
  }

  /** @throws RequestProblemError when the tenant has as many jobs as it may */
  private async assertRoom(client: PoolClient, tenantId: string): Promise<void> {
    const { running, ofToday } = await countBulkJobs(client, tenantId, this.clock.now());
    if (running >= MAX_RUNNING) {
      throw new RequestProblemError(
        'bulk-limit-reached',
        `${MAX_RUNNING} bulk jobs are running, which is the limit; wait for one to end, or stop one.`,
      );
    }
    if (ofToday >= MAX_A_DAY) {
      throw new RequestProblemError(
        'bulk-limit-reached',
        `${MAX_A_DAY} bulk jobs were made in the last 24 hours, which is the limit; put more operations into one job, or wait.`,
      );
    }
  }

  private async select(tenantId: string, filter: OperationFilter): Promise<string[]> {
    const selected = await findOperationIds(this.pool, tenantId, filter, MAX_SELECTION + 1);
    if (selected.length <= MAX_SELECTION) return selected;
    throw invalidBody('/filter', `finds more than ${MAX_SELECTION} operations, which is the limit; narrow it`);
  }
}

function plain(filter: OperationFilter): JsonObject {
  return JSON.parse(JSON.stringify(filter)) as JsonObject;
}

function replay(job: BulkJobRow, requestHash: string): BulkAsked {
  if (job.request_hash === requestHash) return { job, replayed: true };
  throw new RequestProblemError(
    'idempotency-key-reused',
    `The Idempotency-Key "${job.idempotency_key}" came before with another body, which became bulk job ${job.id}; give a new one a new key.`,
    {
      errors: [{ in: 'header', pointer: '/Idempotency-Key', detail: 'is used already', suggestion: 'Take a new key.' }],
    },
  );
}
