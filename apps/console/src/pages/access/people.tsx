import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { client, dataOf } from '../../api/client';
import { keys } from '../../api/keys';
import { paths } from '../../app/paths';
import { Answer } from '../../parts/answer';
import { When } from '../../parts/when';
import { texts } from '../../texts';
import classes from './access-page.module.css';

const words = texts.access;
const STARTED = 'session.started';
const LATEST = 10;

/** Who signed in lately, as the audit has it. */
export function People(): ReactNode {
  const list = useQuery({
    queryKey: keys.audit.list({ kind: STARTED, latest: LATEST }),
    queryFn: () => dataOf(client.GET('/v1/audit', { params: { query: { kind: STARTED, limit: LATEST } } })),
  });
  return (
    <Answer of={list}>
      {({ items }) => (
        <>
          {items.length === 0 ? (
            <p className={classes.muted}>{words.peopleNone}</p>
          ) : (
            <ul className={classes.lines}>
              {items.map(({ id, at, actor }) => (
                <li key={id}>
                  {actor.name} {words.signedIn} <When at={at} />
                </li>
              ))}
            </ul>
          )}
          <p className={classes.muted}>
            {words.peopleNote} <Link {...paths.audit()}>{words.seeAudit}</Link>.
          </p>
        </>
      )}
    </Answer>
  );
}
