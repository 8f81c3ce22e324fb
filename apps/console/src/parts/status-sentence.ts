import type { Operation } from '../api/types';
import { texts } from '../texts';
import { ageText, durationText } from './format';

type Told = Pick<
  Operation,
  'status' | 'attention' | 'status_since' | 'settled_at' | 'estimated_completion' | 'media_buy_id' | 'late'
>;

const MINUTE_MS = 60_000;

/**
 * The status in plain words: "Waits for Acme's approval since 2 h 10 min (usually by 16:40)".
 * @param seller the publisher's name
 */
export function statusSentence(operation: Told, seller: string, nowMs: number): string {
  const { status, status_since: since, media_buy_id: buy, late } = operation;
  const age = ageText(nowMs - Date.parse(since));
  const words = texts.sentence;
  switch (status) {
    case 'requested':
      return words.requested(age);
    case 'submitting':
      return words.submitting(seller);
    case 'pending_approval':
      return words.pendingApproval(seller, age, expected(operation, nowMs));
    case 'pending_permission':
      return words.pendingPermission(seller, age);
    case 'pending_input':
      return words.pendingInput(seller, age);
    case 'working':
      return words.working(seller, age);
    case 'approved':
      return words.approved(seller);
    case 'in_doubt':
      return words.inDoubt(seller, age);
    case 'timed_out':
      return words.timedOut(seller, age);
    case 'created':
      return words.created(seller, buy, late);
    case 'active':
      return words.active(seller, buy);
    case 'completed':
      return words.completed(seller, late);
    case 'failed':
      return words.failed(seller);
    case 'rejected':
      return words.rejected(seller);
    case 'canceled':
      return words.canceled;
  }
}

/** When the approval probably comes, while that lies ahead. */
function expected({ estimated_completion: estimate }: Told, nowMs: number): string | null {
  if (estimate === null) return null;
  const ahead = Date.parse(estimate.p90) - nowMs;
  if (ahead <= 0) return null;
  const text = durationText(Math.max(1, Math.round(ahead / MINUTE_MS)) * MINUTE_MS);
  return estimate.source === 'history' ? texts.sentence.usually(text) : texts.sentence.byDefault(text);
}
