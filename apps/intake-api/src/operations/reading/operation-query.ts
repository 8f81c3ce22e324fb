import {
  type OperationStatus,
  type StatusKind,
  operationStatuses,
  operationTypes,
  statusesOfKind,
} from '@adcp-orchestrator/domain';
import type { OperationFilter } from '@adcp-orchestrator/ledger';
import { z } from 'zod';
import { pageQuery } from '../../paging/page-query';
import { instant, line } from '../../validation/text';

const kinds = ['open', 'pending', 'attention', 'settled'] as const satisfies readonly StatusKind[];
const words = [...operationStatuses, ...kinds];

/** `status=a,b` and `status=a&status=b` mean the same. */
const statuses = z
  .union([z.string(), z.array(z.string()).max(words.length)])
  .transform((value) => (Array.isArray(value) ? value : [value]).flatMap((text) => text.split(',')))
  .pipe(z.array(z.enum(words, `must be a status or one of the kinds ${kinds.join(', ')}`)).max(words.length))
  .transform((chosen) => [...new Set(chosen.flatMap(expand))])
  .meta({ override: { type: 'array', items: { type: 'string', enum: words } } });

/** The filters of `GET /v1/operations`. */
export const operationQuery = z.strictObject({
  status: statuses.optional().describe('Statuses, or the kinds open, pending, attention, settled'),
  seller_id: line(64).optional(),
  type: z.enum(operationTypes).optional(),
  po_number: line(128).optional(),
  user_id: line(256).optional(),
  created_after: instant.optional(),
  created_before: instant.optional(),
  q: line(256).optional().describe('An id, task_id, media_buy_id or po_number, or the beginning of a po_number'),
  include: z.enum(['request'], 'must be "request"').optional().describe('Each with its `request`'),
  ...pageQuery,
});

export type OperationQuery = z.output<typeof operationQuery>;

export function filterOf(query: OperationQuery): OperationFilter {
  return {
    statuses: query.status,
    sellerId: query.seller_id,
    type: query.type,
    poNumber: query.po_number,
    userId: query.user_id,
    createdAfter: query.created_after,
    createdBefore: query.created_before,
    search: query.q,
  };
}

function expand(word: (typeof words)[number]): OperationStatus[] {
  const kind = kinds.find((one) => one === word);
  return kind === undefined ? operationStatuses.filter((status) => status === word) : statusesOfKind(kind);
}
