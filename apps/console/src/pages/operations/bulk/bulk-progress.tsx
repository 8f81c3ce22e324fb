import { Button, Progress } from '@mantine/core';
import { type UseQueryResult, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { client, dataOf } from '../../../api/client';
import { keys } from '../../../api/keys';
import { ProblemNote } from '../../../parts/problem-note';
import { ForRole } from '../../../session/me';
import { texts } from '../../../texts';
import { type Bulk, readBulk } from './bulk-jobs';
import classes from './bulk.module.css';

const words = texts.bulk;
const LOOK_EVERY_MS = 500;

/** A job, looked at while it runs. */
export function useBulkJob(id: string): UseQueryResult<Bulk> {
  return useQuery({
    queryKey: keys.bulk.one(id),
    queryFn: () => readBulk(id),
    refetchInterval: ({ state }) => (state.data?.status === 'running' ? LOOK_EVERY_MS : false),
    staleTime: 0,
  });
}

/** @returns what is done, and whether it still is */
export function bulkText({ action, status }: Bulk): string {
  const name = words.actions[action];
  return status === 'running' ? words.running(name) : status === 'done' ? words.done(name) : words.stopped(name);
}

/** How far a job has come, as a bar and as numbers. */
export function BulkProgress({ job }: { job: Bulk }): ReactNode {
  const past = job.total - job.waiting;
  return (
    <span className={classes.howFar}>
      <Progress
        className={classes.progress}
        value={job.total === 0 ? 100 : (past / job.total) * 100}
        aria-label={bulkText(job)}
      />
      <span>{words.progress(past, job.total)}</span>
    </span>
  );
}

/** Stops a job that runs: for whoever may act on operations. */
export function StopBulk({ id }: { id: string }): ReactNode {
  const queries = useQueryClient();
  const stopping = useMutation({
    mutationFn: () => dataOf(client.DELETE('/v1/bulk/{id}', { params: { path: { id } } })),
    onSuccess: (stopped) => {
      queries.setQueryData(keys.bulk.one(id), stopped);
    },
  });
  return (
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
      {stopping.isError && <ProblemNote error={stopping.error} />}
    </ForRole>
  );
}
