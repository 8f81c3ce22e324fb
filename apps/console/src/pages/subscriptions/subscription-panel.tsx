import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { client, dataOf } from '../../api/client';
import { keys } from '../../api/keys';
import { useSellerName } from '../../api/sellers';
import type { Subscription } from '../../api/subscriptions';
import { paths } from '../../app/paths';
import { CopyId } from '../../parts/copy-id';
import { Facts } from '../../parts/facts';
import { SidePanel } from '../../parts/side-panel';
import { useUrlState } from '../../parts/use-url-state';
import { When } from '../../parts/when';
import { ForRole, useMay } from '../../session/me';
import { texts } from '../../texts';
import { StateWord, eventsText, rhythmText } from './columns';
import { SubscriptionActions } from './subscription-actions';
import { fieldsOf, subscriptionChanges } from './subscription-fields';
import { SubscriptionForm, ownTimeZone } from './subscription-form';

const words = texts.subscriptions;

interface SubscriptionPanelProps {
  /** undefined: there is none with the id of the address. */
  subscription: Subscription | undefined;
  title: string;
  close: () => void;
}

/** One subscription: what it wants, whether it works, and what an admin may do with it. */
export function SubscriptionPanel({ subscription, title, close }: SubscriptionPanelProps): ReactNode {
  const [{ form }] = useUrlState();
  const may = useMay();
  return (
    <SidePanel title={title} close={close}>
      {subscription === undefined ? (
        <p style={{ margin: 0 }}>{words.gone}</p>
      ) : form === 'edit' && may('admin') ? (
        <Edit subscription={subscription} />
      ) : (
        <Told subscription={subscription} close={close} />
      )}
    </SidePanel>
  );
}

function Told({ subscription, close }: { subscription: Subscription; close: () => void }): ReactNode {
  const sellerName = useSellerName();
  const { id, channel, url, to, events, digest, quiet_hours: quiet, seller_id: seller, user_id: user } = subscription;
  return (
    <>
      <div>
        <StateWord of={subscription} />
        {!subscription.enabled && (
          <p style={{ margin: '6px 0 0' }}>{words.disabledMeans(subscription.disabled_reason ?? words.byHand)}</p>
        )}
      </div>
      <ForRole role="admin">
        <SubscriptionActions subscription={subscription} onDeleted={close} />
      </ForRole>
      <Facts
        facts={[
          [words.fields.channel, texts.channels[channel]],
          [words.fields.to, to ?? url],
          [words.fields.events, eventsText(events)],
          [words.fields.seller, seller === null ? words.everySeller : sellerName(seller)],
          [words.fields.user, user ?? words.everybody],
          [words.fields.rhythm, rhythmText(digest, quiet)],
          [words.fields.urgent, digest !== null && (digest.urgent ? words.urgentAtOnce : words.urgentWaits)],
          [
            words.fields.secretBefore,
            subscription.previous_secret_until && <When at={subscription.previous_secret_until} />,
          ],
          [words.fields.created, <When key="created" at={subscription.created_at} />],
          [words.fields.id, <CopyId key="id" id={id} />],
        ]}
      />
      <Link {...paths.deliveries({ subscription_id: id })}>{words.seeDeliveries}</Link>
    </>
  );
}

function Edit({ subscription }: { subscription: Subscription }): ReactNode {
  const [, set] = useUrlState();
  const queries = useQueryClient();
  const start = fieldsOf(subscription, ownTimeZone());
  const back = (): void => {
    set({ form: undefined });
  };
  return (
    <SubscriptionForm
      isNew={false}
      start={start}
      submit={words.save}
      act={(values) =>
        dataOf(
          client.PATCH('/v1/subscriptions/{id}', {
            params: { path: { id: subscription.id } },
            body: subscriptionChanges(values, start),
          }),
        )
      }
      onDone={() => {
        void queries.invalidateQueries({ queryKey: keys.subscriptions.all });
        back();
      }}
      cancel={back}
    />
  );
}
