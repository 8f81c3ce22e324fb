import { Table } from '@mantine/core';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { client, dataOf } from '../../api/client';
import { keys } from '../../api/keys';
import type { Schemas } from '../../api/types';
import { Answer } from '../../parts/answer';
import { ConfirmAction } from '../../parts/confirm-action';
import { useNow } from '../../parts/use-now';
import { When } from '../../parts/when';
import { useMay, useMe } from '../../session/me';
import { texts } from '../../texts';
import classes from './access-page.module.css';

const words = texts.access;
type ApiKey = Schemas['ApiKey'];
const PAGE_ROWS = 100;

/** The keys of the tenant: whose, since when, and when they were last used. */
export function Keys(): ReactNode {
  const list = useInfiniteQuery({
    queryKey: keys.apiKeys,
    queryFn: ({ pageParam }) =>
      dataOf(
        client.GET('/v1/api-keys', {
          params: { query: { limit: PAGE_ROWS, ...(pageParam === null ? {} : { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor: cursor }) => cursor,
  });
  return (
    <Answer of={list}>
      {({ pages }) => (
        <div className={classes.scroller} tabIndex={0} role="region" aria-label={words.keys}>
          <Table aria-label={words.keys} verticalSpacing={5} horizontalSpacing="xs">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{words.columns.name}</Table.Th>
                <Table.Th>{words.columns.role}</Table.Th>
                <Table.Th>{words.columns.used}</Table.Th>
                <Table.Th>{words.columns.expires}</Table.Th>
                <Table.Th>{words.columns.made}</Table.Th>
                <Table.Th>{words.columns.by}</Table.Th>
                <Table.Td />
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>{pages.flatMap(({ items }) => items.map((key) => <Key key={key.id} of={key} />))}</Table.Tbody>
          </Table>
          {list.hasNextPage && (
            <Button variant="subtle" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {texts.table.more}
            </Button>
          )}
        </div>
      )}
    </Answer>
  );
}

function Key({ of: key }: { of: ApiKey }): ReactNode {
  const isOwn = useMe().key?.id === key.id;
  const may = useMay();
  return (
    <Table.Tr>
      <Table.Td className={classes.name}>
        {key.name} {isOwn && <span className={classes.muted}>({words.own})</span>}
      </Table.Td>
      <Table.Td>{texts.roles[key.platform_admin ? 'platform_admin' : key.role]}</Table.Td>
      <Table.Td>{key.last_used_at === null ? words.never : <When at={key.last_used_at} />}</Table.Td>
      <Table.Td>{key.expires_at === null ? words.never : <Ends at={key.expires_at} />}</Table.Td>
      <Table.Td>
        <When at={key.created_at} />
      </Table.Td>
      <Table.Td>{key.created_by}</Table.Td>
      <Table.Td align="right">
        {(!key.platform_admin || may('platform_admin')) && <Delete of={key} isOwn={isOwn} />}
      </Table.Td>
    </Table.Tr>
  );
}

function Ends({ at }: { at: string }): ReactNode {
  const isOver = useNow((now) => Date.parse(at) <= now);
  return (
    <>
      {isOver && `${words.ended} `}
      <When at={at} />
    </>
  );
}

function Delete({ of: { id, name, last_used_at: used }, isOwn }: { of: ApiKey; isOwn: boolean }): ReactNode {
  const queries = useQueryClient();
  return (
    <ConfirmAction
      label={words.delete}
      size="xs"
      isGrave
      consequence={
        <>
          <p style={{ margin: 0 }}>{words.deleteMeans(name, used !== null)}</p>
          {isOwn && (
            <p style={{ margin: '8px 0 0' }}>
              <strong>{words.deleteOwn}</strong>
            </p>
          )}
        </>
      }
      act={() => dataOf(client.DELETE('/v1/api-keys/{id}', { params: { path: { id } } }))}
      onDone={() => void queries.invalidateQueries({ queryKey: keys.apiKeys })}
    />
  );
}
