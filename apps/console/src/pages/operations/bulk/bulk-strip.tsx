import { Button, Progress } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { client, dataOf } from '../../../api/client';
import { keys } from '../../../api/keys';
import { ProblemNote } from '../../../parts/problem-note';
import { useUrlState } from '../../../parts/use-url-state';
import { ForRole } from '../../../session/me';
import { texts } from '../../../texts';
import { type Bulk, fatesOf, readBulk, readItems } from './bulk-jobs';
import classes from './bulk.module.css';
import { Refused } from './fates';

const words = texts.bulk;
const LOOK_EVERY_MS = 500;

/** How far a job has come. It stands in the address, so that it is there after a reload, and can be sent to somebody. */
export function BulkStrip({ id }: { id: string }): ReactNode {
  const [, setSearch] = useUrlState();
  const queries = useQueryClient();
  const { data: job, error } = useQuery({
    queryKey: keys.bulk(id),
    queryFn: () => readBulk(id),
    refetchInterval: ({ state }) => (state.data?.status === 'running' ? LOOK_EVERY_MS : false),
    staleTime: 0,
  });
  const stopping = useMutation({
    mutationFn: () => dataOf(client.DELETE('/v1/bulk/{id}', { params: { path: { id } } })),
    onSuccess: (stopped) => {
      queries.setQueryData(keys.bulk(id), stopped);
    },
  });
  const close = (
    <Button
      size="compact-sm"
      variant="subtle"
      onClick={() => {
        setSearch({ bulk: undefined });
      }}
    >
      {words.dismiss}
    </Button>
  );
  if (error !== null && job === undefined) {
    return (
      <div className={classes.strip}>
        <ProblemNote error={error} />
        {close}
      </div>
    );
  }
  if (job === undefined) return null;
  const past = job.total - job.waiting;
  return (
    <section className={classes.strip} aria-label={stateText(job)}>
      <div className={classes.stripLine}>
        <strong role="status">{stateText(job)}</strong>
        <Progress
          className={classes.progress}
          value={job.total === 0 ? 100 : (past / job.total) * 100}
          aria-label={stateText(job)}
        />
        <span>{words.progress(past, job.total)}</span>
        {job.refused > 0 && <span className={classes.refuses}>{words.refused(job.refused)}</span>}
        <span className={classes.hint}>{words.by(job.created_by)}</span>
        {job.status === 'running' ? (
          <ForRole role="trader">
            <Button
              size="compact-sm"
              variant="default"
              title={words.stopHint}
              loading={stopping.isPending}
              onClick={() => {
                stopping.mutate();
              }}
            >
              {words.stop}
            </Button>
          </ForRole>
        ) : (
          close
        )}
      </div>
      {stopping.isError && <ProblemNote error={stopping.error} />}
      {job.status !== 'running' && job.refused > 0 && <RefusedOf id={id} />}
    </section>
  );
}

function stateText({ action, status }: Bulk): string {
  const name = words.actions[action];
  return status === 'running' ? words.running(name) : status === 'done' ? words.done(name) : words.stopped(name);
}

function RefusedOf({ id }: { id: string }): ReactNode {
  const { data, error } = useQuery({
    queryKey: [...keys.bulk(id), 'refused'],
    queryFn: ({ signal }) => readItems(id, { status: 'refused' }, signal),
  });
  const fates = useMemo(() => fatesOf(data ?? [], new Map()), [data]);
  return (
    <details>
      <summary>{words.details}</summary>
      {error !== null && <ProblemNote error={error} />}
      <ul className={classes.list}>
        <Refused fates={fates} />
      </ul>
    </details>
  );
}
