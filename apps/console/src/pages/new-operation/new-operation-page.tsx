import { SegmentedControl, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import { client, dataOf } from '../../api/client';
import { keys } from '../../api/keys';
import { sellersQuery } from '../../api/sellers';
import type { Operation, Seller } from '../../api/types';
import { paths } from '../../app/paths';
import { Empty } from '../../parts/empty';
import { Late } from '../../parts/late';
import { Loading } from '../../parts/loading';
import { Page } from '../../parts/page';
import { ProblemNote } from '../../parts/problem-note';
import { useUrlState } from '../../parts/use-url-state';
import { requestSchemaQuery } from '../../request-form/request-schema';
import { type JsonObject, isObject } from '../../schema-form/pointer';
import { useMay } from '../../session/me';
import { texts } from '../../texts';
import { BuyForm } from './buy-form';
import { firstRequest } from './first-request';
import classes from './new-operation-page.module.css';
import { typeFor, typesOf } from './types-of-dialect';

const words = texts.newOperation;

/** A new buy, a change of one, or creatives: a form for the publisher that the address names. */
export default function NewOperationPage(): ReactNode {
  const [search, set] = useUrlState();
  const { data, error, refetch } = useQuery(sellersQuery);
  const isAllowed = useMay()('trader');
  const sellers = data?.items ?? [];
  const seller =
    sellers.find(({ id }) => id === search['seller_id']) ?? (sellers.length === 1 ? sellers[0] : undefined);
  const type = seller === undefined ? 'create_media_buy' : typeFor(seller.dialect, search['type']);
  const title = words.titles[type] ?? words.open;
  if (!isAllowed) {
    return (
      <Page title={title}>
        <Empty why={words.mayNot}>
          <Link {...paths.operations()}>{texts.operations.title}</Link>
        </Empty>
      </Page>
    );
  }
  return (
    <Page title={title}>
      {error !== null && <ProblemNote error={error} again={() => void refetch()} />}
      {data !== undefined && sellers.length === 0 && (
        <Empty why={words.noPublishers}>
          <Link {...paths.sellers()}>{words.toPublishers}</Link>
        </Empty>
      )}
      {sellers.length > 0 && (
        <div className={classes.choose}>
          <Select
            label={words.publisher}
            placeholder={words.choosePublisher}
            data={sellers.map(({ id, name }) => ({ value: id, label: name }))}
            value={seller?.id ?? null}
            searchable
            allowDeselect={false}
            onChange={(id) => {
              // A media buy belongs to its publisher.
              set({ seller_id: id ?? undefined, media_buy_id: undefined });
            }}
          />
          {seller !== undefined && (
            <SegmentedControl
              aria-label={words.what}
              data={typesOf(seller.dialect).map((value) => ({ value, label: words.titles[value] ?? value }))}
              value={type}
              onChange={(value) => {
                set({ type: value });
              }}
            />
          )}
        </div>
      )}
      {seller !== undefined && <Form seller={seller} type={type} mediaBuyId={search['media_buy_id']} />}
    </Page>
  );
}

interface FormProps {
  seller: Seller;
  type: Operation['type'];
  mediaBuyId: string | undefined;
}

/** Reads what the form is drawn from, and what it begins with. */
function Form({ seller, type, mediaBuyId }: FormProps): ReactNode {
  const { dialect } = seller;
  const schema = useQuery(requestSchemaQuery(dialect, type));
  const account = useAccountOfBuy(seller, type === 'create_media_buy' ? undefined : mediaBuyId);
  const fresh = useMemo(
    () => ({ ...firstRequest(dialect, type, mediaBuyId), ...(account.data ?? {}) }),
    [dialect, type, mediaBuyId, account.data],
  );
  if (schema.error !== null) return <ProblemNote error={schema.error} again={() => void schema.refetch()} />;
  if (schema.data === undefined || account.isLoading) {
    return (
      <Late>
        <Loading lines={8} />
      </Late>
    );
  }
  return (
    <BuyForm
      key={`${seller.id} ${type} ${mediaBuyId ?? ''}`}
      seller={seller}
      type={type}
      schema={schema.data}
      fresh={fresh}
      mediaBuyId={mediaBuyId}
    />
  );
}

/** A change is for the account that the buy was booked for. When that cannot be read, a person says it. */
function useAccountOfBuy(seller: Seller, mediaBuyId: string | undefined) {
  return useQuery({
    queryKey: [...keys.mediaBuys.all, 'account', seller.id, mediaBuyId],
    enabled: seller.dialect === 'adcp-v3' && mediaBuyId !== undefined,
    retry: false,
    staleTime: Infinity,
    queryFn: async (): Promise<JsonObject> => {
      const path = { seller_id: seller.id, media_buy_id: mediaBuyId ?? '' };
      const buy = await dataOf(client.GET('/v1/media-buys/{seller_id}/{media_buy_id}', { params: { path } }));
      const { request } = await dataOf(
        client.GET('/v1/operations/{id}', { params: { path: { id: buy.operation_id } } }),
      );
      const given: unknown = (request as Record<string, unknown>)['account'];
      return isObject(given) ? { account: given } : {};
    },
  });
}
