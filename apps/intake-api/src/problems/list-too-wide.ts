import type { ListAsked, ListTooWideError } from '@adcp-orchestrator/ledger';
import { type InvalidValue, RequestProblemError } from './problem';

/** @returns the problem that a list, a count or figures take too long, with what would not */
export function listTooWide(error: ListTooWideError): RequestProblemError {
  const { suggestion, ...where } = wayOut(error.asked);
  return new RequestProblemError(
    'validation-failed',
    `This takes more than two seconds, because no index carries all of it together; narrow it. ${suggestion}`,
    { cause: error, errors: [{ in: 'query', ...where, suggestion }] },
  );
}

/** Names what does go by an index. `page-statement.ts` of the ledger has the rule. */
function wayOut({
  ofAudit,
  filter,
  sort,
}: ListAsked): Required<Pick<InvalidValue, 'pointer' | 'detail' | 'suggestion'>> {
  if (ofAudit === true) {
    return {
      pointer: '',
      detail: 'finds too little among too much with these filters together',
      suggestion: 'Give times with "after" and "before", or only one of "kind", "actor" and "target".',
    };
  }
  if (filter === undefined) {
    return {
      pointer: '/from',
      detail: 'reaches over too many operations of days that are not summed up yet',
      suggestion: 'Ask for fewer days.',
    };
  }
  if (filter.search !== undefined) {
    return { pointer: '/q', detail: 'is found in too much', suggestion: 'Write more of the word.' };
  }
  const isRanged = filter.createdAfter !== undefined || filter.createdBefore !== undefined;
  if (isRanged && sort !== undefined && !sort.endsWith('created_at')) {
    return {
      pointer: '/sort',
      detail: `finds too little in the order of "${sort}" within these times of creation`,
      suggestion: `Times of creation go with the sort "created_at" or "-created_at"; for "${sort}", leave them out.`,
    };
  }
  return {
    pointer: '',
    detail: 'finds too little among too much with these filters together',
    suggestion:
      'Each filter by itself goes with every sort; so do "seller_id" with "status" by "created_at", and "user_id" with "status" or "waiting_for" by "status_since". Leave a filter out, or name fewer statuses.',
  };
}
