import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import { keys } from '../../../api/keys';
import { paths } from '../../../app/paths';
import { ProblemNote } from '../../../parts/problem-note';
import { useUrlState } from '../../../parts/use-url-state';
import { texts } from '../../../texts';
import { fatesOf, readItems } from './bulk-jobs';
import { BulkProgress, StopBulk, bulkText, useBulkJob } from './bulk-progress';
import classes from './bulk.module.css';
import { Refused } from './fates';

const words = texts.bulk;

/** How far a job has come. It stands in the address, so that it is there after a reload, and can be sent to somebody. */
export function BulkStrip({ id }: { id: string }): ReactNode {
  const [, setSearch] = useUrlState();
  const { data: job, error } = useBulkJob(id);
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
  return (
    <section className={classes.strip} aria-label={bulkText(job)}>
      <div className={classes.stripLine}>
        <strong role="status">{bulkText(job)}</strong>
        <BulkProgress job={job} />
        {job.refused > 0 && <span className={classes.refuses}>{words.refused(job.refused)}</span>}
        <span className={classes.hint}>{words.by(job.created_by)}</span>
        <Link {...paths.bulkJob(id)}>{words.each}</Link>
        {job.status === 'running' ? <StopBulk id={id} /> : close}
      </div>
      {job.status !== 'running' && job.refused > 0 && <RefusedOf id={id} />}
    </section>
  );
}

function RefusedOf({ id }: { id: string }): ReactNode {
  const { data, error } = useQuery({
    queryKey: keys.bulk.items(id, { refused: 'all' }),
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
