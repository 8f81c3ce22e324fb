import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { client, dataOf } from '../../api/client';
import { keys } from '../../api/keys';
import { operationsOfBuy } from '../../api/related-operations';
import { useSeller, useSellerName } from '../../api/sellers';
import type { Schemas, Seller } from '../../api/types';
import { pages } from '../../app/page-route';
import { paths } from '../../app/paths';
import { Contact } from '../../parts/contact';
import { CopyId } from '../../parts/copy-id';
import { CreativesDue } from '../../parts/creatives-due';
import { DeliveryState } from '../../parts/delivery-state';
import { Facts } from '../../parts/facts';
import { flightText } from '../../parts/flight-text';
import { shortId } from '../../parts/format';
import { Late } from '../../parts/late';
import { Loading } from '../../parts/loading';
import { Money } from '../../parts/money';
import { OperationLines } from '../../parts/operation-lines';
import { Page, Section } from '../../parts/page';
import { ProblemNote } from '../../parts/problem-note';
import { When } from '../../parts/when';
import { ForRole } from '../../session/me';
import { texts } from '../../texts';

const words = texts.mediaBuys;
/** The way to the form is offered where there is one. */
const canSend = pages.some(({ path }) => path === paths.newOperation().to);

/** One media buy: whether it delivers, until when it takes creatives, and what was done to it. */
export default function MediaBuyPage(): ReactNode {
  const { seller_id: sellerId = '', media_buy_id: id = '' }: Record<string, string> = useParams({ strict: false });
  const { data, error, refetch } = useQuery({
    queryKey: keys.mediaBuys.one(sellerId, id),
    queryFn: () =>
      dataOf(
        client.GET('/v1/media-buys/{seller_id}/{media_buy_id}', {
          params: { path: { seller_id: sellerId, media_buy_id: id } },
        }),
      ),
  });
  if (data !== undefined) return <Told key={`${sellerId} ${id}`} buy={data} />;
  if (error !== null) {
    return (
      <Page title={words.title}>
        <ProblemNote error={error} again={() => void refetch()} />
      </Page>
    );
  }
  return (
    <Late>
      <Loading lines={6} />
    </Late>
  );
}

function Told({ buy }: { buy: Schemas['MediaBuy'] }): ReactNode {
  const sellerName = useSellerName()(buy.seller_id);
  const seller = useSeller(buy.seller_id);
  return (
    <Page
      title={buy.media_buy_id}
      note={
        <>
          {sellerName} <CopyId id={buy.media_buy_id} shown="" />
        </>
      }
      actions={canSend && <Actions buy={buy} dialect={seller?.dialect} />}
    >
      <Section title={words.facts}>
        <Standing buy={buy} seller={seller} sellerName={sellerName} />
      </Section>
      <Section title={words.operations}>
        <OperationsOf buy={buy} />
      </Section>
    </Page>
  );
}

interface ActionsProps {
  buy: Schemas['MediaBuy'];
  dialect: Seller['dialect'] | undefined;
}

/** What can be sent about a buy that has not ended. */
function Actions({ buy, dialect }: ActionsProps): ReactNode {
  if (buy.status === 'completed' || buy.status === 'canceled') return null;
  const about = { seller_id: buy.seller_id, media_buy_id: buy.media_buy_id };
  const creatives = dialect === 'hitl-v1' ? 'add_creative_assets' : 'sync_creatives';
  return (
    <ForRole role="trader">
      <Button
        size="xs"
        variant="default"
        renderRoot={(props) => <Link {...paths.newOperation({ type: 'update_media_buy', ...about })} {...props} />}
      >
        {words.change}
      </Button>
      <Button
        size="xs"
        variant="default"
        renderRoot={(props) => <Link {...paths.newOperation({ type: creatives, ...about })} {...props} />}
      >
        {words.creatives}
      </Button>
    </ForRole>
  );
}

interface StandingProps {
  buy: Schemas['MediaBuy'];
  seller: Seller | undefined;
  sellerName: string;
}

function Standing({ buy, seller, sellerName }: StandingProps): ReactNode {
  const { data: booking } = useQuery({
    queryKey: keys.operations.one(buy.operation_id),
    queryFn: () => dataOf(client.GET('/v1/operations/{id}', { params: { path: { id: buy.operation_id } } })),
  });
  const { fields } = words;
  return (
    <Facts
      facts={[
        [fields.status, <DeliveryState key="status" status={buy.status} />],
        [fields.sellerSays, buy.seller_status],
        [
          fields.creatives,
          buy.creative_deadline === null ? words.none : <CreativesDue key="due" at={buy.creative_deadline} />,
        ],
        [
          fields.seller,
          <Link key="seller" {...paths.seller(buy.seller_id)}>
            {sellerName}
          </Link>,
        ],
        [fields.contact, seller?.contact && <Contact of={seller.contact} />],
        [
          fields.po,
          booking && <Link {...paths.operation(booking.id)}>{booking.po_number ?? shortId(booking.id)}</Link>,
        ],
        [fields.budget, booking?.summary.total_budget && <Money of={booking.summary.total_budget} />],
        [fields.flight, booking && flightText(booking.summary)],
        [fields.brand, booking?.summary.brand],
        [fields.asked, buy.asked_at && <When at={buy.asked_at} />],
        [fields.changed, <When key="changed" at={buy.updated_at} />],
        [fields.created, <When key="created" at={buy.created_at} />],
      ]}
    />
  );
}

function OperationsOf({ buy }: { buy: Schemas['MediaBuy'] }): ReactNode {
  const { seller_id: sellerId, media_buy_id: id } = buy;
  const { data, error } = useQuery({
    queryKey: [...keys.operations.all, 'of-buy', sellerId, id],
    queryFn: () => operationsOfBuy(sellerId, id),
  });
  if (error !== null) return <ProblemNote error={error} />;
  if (data === undefined) return null;
  if (data.length === 0) return <p>{words.noOperations}</p>;
  return (
    <OperationLines
      lines={data.map((operation) => ({
        operation,
        why: operation.id === buy.operation_id ? texts.related.booking : undefined,
      }))}
    />
  );
}
