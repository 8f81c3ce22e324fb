import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useCallback } from 'react';
import { type Subscription, receiverOf, subscriptionsQuery } from '../../api/subscriptions';
import { useSellerName } from '../../api/sellers';
import { Empty } from '../../parts/empty';
import { List } from '../../parts/list';
import { wholeList } from '../../parts/list-rows';
import { Page } from '../../parts/page';
import { useUrlState } from '../../parts/use-url-state';
import { ForRole, useMay } from '../../session/me';
import { texts } from '../../texts';
import { useSubscriptionColumns } from './columns';
import { NewSubscription } from './new-subscription';
import { SubscriptionPanel } from './subscription-panel';

const words = texts.subscriptions;
const idOf = ({ id }: Subscription): string => id;

/** Who is told what, and by which way. */
export default function SubscriptionsPage(): ReactNode {
  const [{ form, subscription }, set] = useUrlState();
  const may = useMay();
  const list = useQuery(subscriptionsQuery);
  const columns = useSubscriptionColumns(useSellerName());
  const open = useCallback(
    ({ id }: Subscription) => {
      set({ subscription: id, form: undefined });
    },
    [set],
  );
  const add = (): void => {
    set({ form: 'new', subscription: undefined });
  };
  const close = (): void => {
    set({ subscription: undefined, form: undefined });
  };
  const chosen = list.data?.items.find(({ id }) => id === subscription);
  return (
    <Page
      title={words.title}
      note={list.data && words.count(list.data.items.length)}
      isFilling
      actions={
        <ForRole role="admin">
          <Button onClick={add}>{words.add}</Button>
        </ForRole>
      }
    >
      <List
        label={words.title}
        of={wholeList(list, list.data?.items)}
        empty={<Empty why={may('admin') ? words.none : words.noneForOthers} />}
        columns={columns}
        idOf={idOf}
        open={open}
      />
      {form === 'new' && may('admin') && <NewSubscription close={close} />}
      {subscription !== undefined && list.data !== undefined && (
        <SubscriptionPanel
          key={subscription}
          subscription={chosen}
          title={chosen === undefined ? words.one : receiverOf(chosen)}
          close={close}
        />
      )}
    </Page>
  );
}
