import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FocusEvent, type ReactNode, useCallback, useMemo, useState } from 'react';
import { groupsQuery, workFiltersOf } from '../../api/work';
import { paths } from '../../app/paths';
import { Empty } from '../../parts/empty';
import { type Filter, FilterChips } from '../../parts/filter-chips';
import { Late } from '../../parts/late';
import { Loading } from '../../parts/loading';
import { moneySum } from '../../parts/money-sum';
import { Page } from '../../parts/page';
import { ProblemNote } from '../../parts/problem-note';
import { useSellerFilter } from '../../parts/use-seller-filter';
import { useUrlState } from '../../parts/use-url-state';
import { useWhoseFilter } from '../../parts/use-whose-filter';
import { texts } from '../../texts';
import { AttentionItem } from './attention-item';
import classes from './attention-page.module.css';
import { type AttentionLine, linesOf, sorts, steady } from './lines';
import { useLineKeys } from './use-line-keys';

const words = texts.attentionPage;

/** Whatever needs a person: why, since when, how much money, and what to do. It is resolved where it stands. */
export default function AttentionPage(): ReactNode {
  const [search, set] = useUrlState();
  const sort = sorts.find((one) => one === search['sort']) ?? 'oldest';
  const { data, error, refetch } = useQuery(groupsQuery(workFiltersOf(search)));
  const lines = useMemo(() => linesOf(data?.attention.groups ?? [], sort), [data, sort]);
  const [order, setOrder] = useState<readonly string[] | null>(null);
  const [done, setDone] = useState('');
  const { shown, waiting } = steady(lines, order);
  const hold = (): void => {
    setOrder((before) => before ?? lines.map(({ key }) => key));
  };
  const left = (event: FocusEvent): void => {
    if (!event.currentTarget.contains(event.relatedTarget) && !event.currentTarget.matches(':hover')) setOrder(null);
  };
  const toggle = useCallback(
    (key: string, isOpen: boolean) => {
      set({ open: isOpen ? undefined : key });
    },
    [set],
  );
  useLineKeys();
  return (
    <Page title={words.title} note={data && <Sum lines={lines} isComplete={data.attention.complete} />}>
      <div className={classes.bar}>
        <FilterChips filters={useFilters(data?.attention.groups)} />
        {waiting > 0 && (
          <Button
            size="compact-sm"
            variant="light"
            className={classes.news}
            onClick={() => {
              setOrder(lines.map(({ key }) => key));
            }}
          >
            {texts.table.news(waiting)}
          </Button>
        )}
      </div>
      <p role="status" className={classes.done}>
        {done}
      </p>
      {error !== null && <ProblemNote error={error} again={() => void refetch()} />}
      {data === undefined && error === null && (
        <Late>
          <Loading lines={6} />
        </Late>
      )}
      {data !== undefined && lines.length === 0 && (
        <Nothing isFiltered={Object.keys(workFiltersOf(search)).length > 0} />
      )}
      <ul
        className={classes.list}
        aria-label={words.title}
        onPointerEnter={hold}
        onPointerLeave={(event) => {
          if (!event.currentTarget.contains(document.activeElement)) setOrder(null);
        }}
        onFocus={hold}
        onBlur={left}
      >
        {shown.map((line) => (
          <AttentionItem
            key={line.key}
            line={line}
            isOpen={search['open'] === line.key}
            toggle={toggle}
            whose={search['user_id']}
            onActed={setDone}
          />
        ))}
      </ul>
    </Page>
  );
}

function Sum({ lines, isComplete }: { lines: readonly AttentionLine[]; isComplete: boolean }): ReactNode {
  const count = lines.reduce((sum, { operations }) => sum + operations, 0);
  if (count === 0) return null;
  const money = moneySum(lines.flatMap((line) => line.money));
  return [words.count(`${count.toLocaleString()}${isComplete ? '' : '+'}`), money]
    .filter((part) => part !== '')
    .join(' · ');
}

function useFilters(
  groups: readonly { oldest: readonly { user_id: string | null }[] }[] | undefined,
): readonly Filter[] {
  const users = useMemo(
    () => (groups ?? []).flatMap(({ oldest }) => oldest.map(({ user_id: user }) => user)),
    [groups],
  );
  const whose = useWhoseFilter(users);
  const seller = useSellerFilter();
  return useMemo(
    () => [
      whose,
      seller,
      {
        name: 'sort',
        label: words.sort,
        options: [{ value: 'largest', label: words.sorts.largest }],
      },
    ],
    [whose, seller],
  );
}

function Nothing({ isFiltered }: { isFiltered: boolean }): ReactNode {
  return (
    <Empty why={isFiltered ? words.noneMatch : words.none}>
      {isFiltered ? (
        <Link {...paths.attention()}>{words.clear}</Link>
      ) : (
        <Link {...paths.waiting()}>{words.toWaiting}</Link>
      )}
    </Empty>
  );
}
