import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { client, dataOf } from '../../api/client';
import { keys } from '../../api/keys';
import { type Subscription, eventText, receiverOf, subscriptionsQuery, useSubscription } from '../../api/subscriptions';
import type { Schemas } from '../../api/types';
import { paths } from '../../app/paths';
import { Answer } from '../../parts/answer';
import { ConfirmAction } from '../../parts/confirm-action';
import { CopyId } from '../../parts/copy-id';
import { DeliveryWord } from '../../parts/delivery-word';
import { Facts } from '../../parts/facts';
import { JsonView } from '../../parts/json-view';
import { SidePanel } from '../../parts/side-panel';
import { When } from '../../parts/when';
import { ForRole } from '../../session/me';
import { texts } from '../../texts';
import { Attempts } from './attempts';
import { whatNow } from './what-now';

const words = texts.deliveries;
type History = Schemas['DeliveryHistory'];
const EVERY_MS = 5_000;

/** One notification: whether it arrived, why not, every attempt, and the bytes that were sent. */
export function DeliveryPanel({ id, close }: { id: string; close: () => void }): ReactNode {
  const delivery = useQuery({
    queryKey: keys.deliveries.one(id),
    queryFn: () => dataOf(client.GET('/v1/deliveries/{id}', { params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data?.status === 'pending' ? EVERY_MS : false),
  });
  const title = delivery.data === undefined ? words.one : words.oneOf(eventText(delivery.data.event_type));
  return (
    <SidePanel title={title} close={close}>
      <Answer of={delivery}>{(history) => <Told history={history} />}</Answer>
    </SidePanel>
  );
}

function Told({ history }: { history: History }): ReactNode {
  const subscription = useSubscription()(history.subscription_id);
  const { isSuccess } = useQuery(subscriptionsQuery);
  return (
    <>
      <div>
        <DeliveryWord of={history} />
        <p style={{ margin: '6px 0 0' }}>{whatNow(history, subscription, isSuccess)}</p>
      </div>
      <Again history={history} subscription={subscription} />
      <Attempts attempts={history.attempts} />
      <Facts
        facts={[
          [words.fields.to, subscription && <Receiver of={subscription} />],
          [
            words.fields.operation,
            history.operation_id && <Link {...paths.operation(history.operation_id)}>{history.operation_id}</Link>,
          ],
          [
            words.fields.digest,
            history.digest_id && <Link {...paths.delivery(history.digest_id)}>{words.seeDigest}</Link>,
          ],
          [
            words.fields.carries,
            history.event_type === 'subscription.digest' && (
              <Link {...paths.deliveries({ digest_id: history.id })}>{words.seeCarried}</Link>
            ),
          ],
          [words.fields.created, <When key="created" at={history.created_at} />],
          [words.fields.next, history.next_attempt_at && <When at={history.next_attempt_at} />],
          [words.fields.delivered, history.delivered_at && <When at={history.delivered_at} />],
          [words.fields.eventId, <CopyId key="event" id={history.event_id} />],
          [words.fields.id, <CopyId key="id" id={history.id} />],
        ]}
      />
      <div>
        <h3 style={{ margin: '0 0 6px', fontSize: 14 }}>{words.body}</h3>
        <JsonView value={history.payload} label={words.body} />
      </div>
    </>
  );
}

function Receiver({ of }: { of: Subscription }): ReactNode {
  return (
    <Link {...paths.subscription(of.id)}>
      {texts.channels[of.channel]}: {receiverOf(of)}
    </Link>
  );
}

/** Nobody is told again by a mistake: who has it, and whether anybody is there to receive it, is said first. */
function Again({ history, subscription }: { history: History; subscription: Subscription | undefined }): ReactNode {
  const queries = useQueryClient();
  const { id, status, digest_id: digest } = history;
  if (subscription?.enabled !== true || digest !== null) return null;
  return (
    <ForRole role="admin">
      <div>
        <ConfirmAction
          label={words.again}
          consequence={words.againMeans(
            receiverOf(subscription),
            status === 'delivered',
            subscription.channel === 'webhook',
          )}
          act={() => dataOf(client.POST('/v1/deliveries/{id}/redeliver', { params: { path: { id } } }))}
          onDone={() => void queries.invalidateQueries({ queryKey: keys.deliveries.all })}
        />
      </div>
    </ForRole>
  );
}
