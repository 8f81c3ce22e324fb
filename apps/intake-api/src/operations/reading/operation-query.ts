import {
  MAX_PO_NUMBER_CHARACTERS,
  type OperationStatus,
  type StatusKind,
  type WaitingFor,
  operationStatuses,
  operationTypes,
  statusesOfKind,
  statusesWaitingFor,
  waitingParties,
} from '@adcp-orchestrator/domain';
import { type OperationFilter, operationSorts } from '@adcp-orchestrator/ledger';
import { z } from 'zod';
import { pageQuery } from '../../paging/page-query';
import { instant, line } from '../../validation/text';
import { wording } from '../../validation/zod-wording';

const kinds = ['open', 'pending', 'attention', 'settled'] as const satisfies readonly StatusKind[];
const words = [...operationStatuses, ...kinds];

/** `status=a,b` and `status=a&status=b` mean the same. */
const statuses = z
  .union([z.string(), z.array(z.string()).max(words.length)])
  .transform((value) => (Array.isArray(value) ? value : [value]).flatMap((text) => text.split(',')))
  .pipe(z.array(z.enum(words)).max(words.length))
  // In one order, whatever order they were named in: cursors and the keys of bulk jobs are compared by them.
  .transform((chosen) => operationStatuses.filter((status) => chosen.some((word) => expand(word).includes(status))))
  .meta({ override: { type: 'array', items: { type: 'string', enum: words } } });

const MIN_SEARCH = 3;
/** The text of a query, or the value of a body. */
const isTrue = z
  .union([z.literal('true'), z.literal(true)], wording('must be "true"', 'Write "true", or leave it out.'))
  .meta({ override: { type: 'boolean', const: true } });

/** The filters of a list of operations. */
export const operationFilters = {
  status: statuses.optional().describe('Statuses, or the kinds open, pending, attention, settled'),
  seller_id: line(64).optional(),
  type: z.enum(operationTypes).optional(),
  po_number: line(MAX_PO_NUMBER_CHARACTERS).optional(),
  user_id: line(256).optional(),
  waiting_for: z.enum(waitingParties).optional().describe('Whose move is next'),
  overdue: isTrue.optional().describe('Those that take longer than usual'),
  attention: isTrue.optional().describe('Those that need a person'),
  created_after: instant.optional(),
  created_before: instant.optional(),
  status_since_after: instant.optional(),
  status_since_before: instant.optional(),
  settled_after: instant.optional(),
  settled_before: instant.optional(),
  q: line(256, MIN_SEARCH)
    .optional()
    .describe(
      `At least ${MIN_SEARCH} characters: part of a po_number, media buy id (also that of a change), task id, operation id, buyer reference or message; case does not matter. The newest come first; with another filter or order, it looks at the newest 10,000 matches`,
    ),
};

/** The parameters of `GET /v1/operations`. */
export const operationQuery = z
  .strictObject({
    ...operationFilters,
    sort: z.enum(operationSorts).default('-created_at').describe('With a minus the largest, or newest, first'),
    include: z.enum(['request']).optional().describe('Each with its `request`'),
    ...pageQuery,
  })
  .refine(({ q, sort }) => q === undefined || sort === '-created_at', {
    path: ['sort'],
    error: 'goes without "q": a search shows the newest first',
  });

export type OperationQuery = z.output<typeof operationQuery>;
type Filters = z.output<z.ZodObject<typeof operationFilters>>;

export function filterOf(query: Filters): OperationFilter {
  return {
    statuses: bothOf(query.status, query.waiting_for),
    sellerId: query.seller_id,
    type: query.type,
    poNumber: query.po_number,
    userId: query.user_id,
    attention: query.attention === undefined ? undefined : true,
    overdue: query.overdue === undefined ? undefined : true,
    createdAfter: query.created_after,
    createdBefore: query.created_before,
    statusSinceAfter: query.status_since_after,
    statusSinceBefore: query.status_since_before,
    settledAfter: query.settled_after,
    settledBefore: query.settled_before,
    search: query.q,
  };
}

/** The status alone says whose move is next, so both filters choose statuses. */
function bothOf(chosen: OperationStatus[] | undefined, party: WaitingFor | undefined): OperationStatus[] | undefined {
  if (party === undefined) return chosen;
  const waiting = statusesWaitingFor(party);
  return chosen === undefined ? waiting : waiting.filter((status) => chosen.includes(status));
}

function expand(word: (typeof words)[number]): OperationStatus[] {
  const kind = kinds.find((one) => one === word);
  return kind === undefined ? operationStatuses.filter((status) => status === word) : statusesOfKind(kind);
}
