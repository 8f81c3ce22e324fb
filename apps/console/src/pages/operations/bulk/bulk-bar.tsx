import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { client, dataOf } from '../../../api/client';
import { keys } from '../../../api/keys';
import { type OperationFilters, countText } from '../../../api/operations';
import { moneySum } from '../../../parts/money-sum';
import { ProblemNote } from '../../../parts/problem-note';
import { texts } from '../../../texts';
import { queryOf } from '../operations-list';
import { BulkDialog } from './bulk-dialog';
import type { BulkAction } from './bulk-jobs';
import classes from './bulk.module.css';
import { readMatching } from './select-matching';
import type { Selection } from './use-selection';

const words = texts.bulk;
const actions = Object.keys(words.actions) as BulkAction[];

/** What can be done with the chosen operations. */
export function BulkBar({ selection, filters }: { selection: Selection; filters: OperationFilters }): ReactNode {
  const { chosen, set } = selection;
  const [action, setAction] = useState<BulkAction | null>(null);
  const money = moneySum([...chosen.values()].map(({ summary }) => summary.total_budget));
  return (
    <div className={classes.bar} role="region" aria-label={words.select}>
      <strong className={classes.chosen}>{words.chosen(chosen.size, money)}</strong>
      <span className={classes.actions}>
        {actions.map((one) => (
          <Button
            key={one}
            size="compact-xs"
            variant="default"
            onClick={() => {
              setAction(one);
            }}
          >
            {words.actions[one]}
          </Button>
        ))}
      </span>
      <ChooseAll selection={selection} filters={filters} />
      <Button
        size="compact-xs"
        variant="subtle"
        onClick={() => {
          set([]);
        }}
      >
        {words.clear}
      </Button>
      {action !== null && (
        <BulkDialog
          action={action}
          chosen={chosen}
          close={() => {
            setAction(null);
          }}
          onStarted={() => {
            set([]);
          }}
        />
      )}
    </div>
  );
}

function ChooseAll({
  selection: { chosen, set },
  filters,
}: {
  selection: Selection;
  filters: OperationFilters;
}): ReactNode {
  const { data } = useQuery({
    queryKey: keys.operations.counts(filters),
    queryFn: () => dataOf(client.GET('/v1/operations/counts', { params: { query: queryOf(filters) } })),
  });
  const [read, setRead] = useState(0);
  const [ended] = useState(() => new AbortController());
  useEffect(
    () => () => {
      ended.abort();
    },
    [ended],
  );
  const reading = useMutation({ mutationFn: () => readMatching(filters, setRead, ended.signal) });
  if (data === undefined || data.total === chosen.size) return null;
  if (reading.data === null) return <span className={classes.hint}>{words.tooMany}</span>;
  if (reading.isError) return <ProblemNote error={reading.error} />;
  return (
    <Button
      size="compact-xs"
      variant="subtle"
      disabled={reading.isPending}
      onClick={() => {
        reading.mutate(undefined, {
          onSuccess: (found) => {
            if (found !== null) set(found);
          },
        });
      }}
    >
      {reading.isPending ? words.reading(read) : words.chooseAll(countText(data.total))}
    </Button>
  );
}
