import { IconBell } from '@tabler/icons-react';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { client, dataOf } from '../../../api/client';
import { keys } from '../../../api/keys';
import type { Schemas } from '../../../api/types';
import { paths } from '../../../app/paths';
import { durationText } from '../../../parts/format';
import { JsonView } from '../../../parts/json-view';
import { Late } from '../../../parts/late';
import { Loading } from '../../../parts/loading';
import { ProblemNote } from '../../../parts/problem-note';
import { Clock } from '../../../parts/when';
import { texts } from '../../../texts';
import { Line } from './line';
import classes from './story.module.css';

const words = texts.story;

/** A tenant has at most a hundred subscriptions. */
const subscriptionsQuery = queryOptions({
  queryKey: [...keys.subscriptions.all, 'whom'],
  queryFn: () => dataOf(client.GET('/v1/subscriptions', { params: { query: { limit: 200 } } })),
});

/** Who was told, by which channel, and whether it arrived. */
export function ToldLine({ delivery }: { delivery: Schemas['Delivery'] }): ReactNode {
  const { data } = useQuery(subscriptionsQuery);
  const subscription = data?.items.find(({ id }) => id === delivery.subscription_id);
  const whom = data === undefined ? '…' : subscription === undefined ? words.unknown : whomOf(subscription);
  const { created_at: made, delivered_at: arrived, attempt_count: tries } = delivery;
  const how = [
    words.delivery[delivery.status],
    arrived !== null && `${words.after} ${durationText(Date.parse(arrived) - Date.parse(made))}`,
    tries > 1 && words.tries(tries),
    delivery.last_error,
  ].filter((word) => word !== false && word !== null);
  return (
    <Line
      at={made}
      icon={<IconBell size={15} stroke={1.7} aria-hidden className={classes.icon} data-status={delivery.status} />}
      what={words.told(delivery.event_type, whom)}
      how={how.join(' · ')}
      detail={() => <History id={delivery.id} />}
    />
  );
}

function whomOf({ channel, url, to }: Schemas['Subscription']): string {
  return channel === 'email' ? words.email(to ?? '') : words[channel](url ?? '');
}

function History({ id }: { id: string }): ReactNode {
  const { data, error, refetch } = useQuery({
    queryKey: [...keys.deliveries.all, 'one', id],
    queryFn: () => dataOf(client.GET('/v1/deliveries/{id}', { params: { path: { id } } })),
  });
  if (error !== null) return <ProblemNote error={error} again={() => void refetch()} />;
  if (data === undefined) {
    return (
      <Late>
        <Loading lines={2} />
      </Late>
    );
  }
  return (
    <>
      <ul className={classes.attempts}>
        {data.attempts.map(({ attempt, at, http_status: status, duration_ms: duration, error: failed, answer }) => (
          <li key={attempt}>
            {words.attempt(attempt)} · <Clock at={at} /> · {status === null ? words.noAnswer : words.http(status)} ·{' '}
            {durationText(duration)}
            {failed !== null && ` · ${failed}`}
            {answer !== null && answer !== '' && (
              <pre className={classes.answer} tabIndex={0} role="region" aria-label={words.answer}>
                {answer}
              </pre>
            )}
          </li>
        ))}
      </ul>
      <p className={classes.payload}>
        {words.payload} · <Link {...paths.delivery(id)}>{words.openDelivery}</Link>
      </p>
      <JsonView value={data.payload} label={words.payload} />
    </>
  );
}
