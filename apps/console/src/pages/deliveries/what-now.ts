import type { Subscription } from '../../api/subscriptions';
import type { Schemas } from '../../api/types';
import { texts } from '../../texts';

const words = texts.deliveries.now;
type History = Pick<Schemas['DeliveryHistory'], 'status' | 'attempts' | 'last_error' | 'attempt_count'>;

/**
 * @param subscription undefined when it is not among those that there are
 * @param isKnown whether it is known which subscriptions there are
 * @returns whether a notification arrived, why not, and what to do
 */
export function whatNow(
  { status, attempts, last_error: error, attempt_count: count }: History,
  subscription: Subscription | undefined,
  isKnown: boolean,
): string {
  if (status === 'delivered') return words.delivered(count);
  if (status === 'gathered') return words.gathered;
  const why = error ?? words.noAttempt;
  const answer = attempts.at(-1)?.http_status ?? null;
  if (isKnown && subscription === undefined) return words.gone;
  if (subscription?.enabled === false) return words.disabled(subscription.disabled_reason ?? '');
  if (status === 'pending') return count === 0 ? words.pending : words.failing(why, hint(answer));
  return words.dead(count, why, hint(answer));
}

function hint(status: number | null): string {
  if (status === null) return words.unreachable;
  if (status === 401 || status === 403) return words.refused;
  if (status === 404) return words.notThere;
  return status >= 500 ? words.broken : words.declined;
}
