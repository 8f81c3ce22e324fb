import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { client, dataOf } from '../../api/client';
import { keys } from '../../api/keys';
import { ShownOnce } from '../../parts/shown-once';
import { SidePanel } from '../../parts/side-panel';
import { texts } from '../../texts';
import { newSubscriptionBody, newSubscriptionFields } from './subscription-fields';
import { SubscriptionForm, ownTimeZone } from './subscription-form';

const words = texts.subscriptions;

/** A new subscription. The secret of a webhook is shown this once. */
export function NewSubscription({ close }: { close: () => void }): ReactNode {
  const [start] = useState(() => newSubscriptionFields(ownTimeZone()));
  const [secret, setSecret] = useState<string | null>(null);
  const queries = useQueryClient();
  return (
    <SidePanel title={words.add} close={close}>
      {secret !== null ? (
        <ShownOnce label={words.secret} secret={secret} done={close} />
      ) : (
        <SubscriptionForm
          isNew
          start={start}
          submit={words.subscribe}
          act={(values) => dataOf(client.POST('/v1/subscriptions', { body: newSubscriptionBody(values) }))}
          onDone={({ secret: shown }) => {
            void queries.invalidateQueries({ queryKey: keys.subscriptions.all });
            if (shown === null) close();
            else setSecret(shown);
          }}
          cancel={close}
        />
      )}
    </SidePanel>
  );
}
