import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { ReadOperation } from '../../api/types';
import { CopyId } from '../../parts/copy-id';
import { Money } from '../../parts/money';
import { When } from '../../parts/when';
import { paths } from '../../app/paths';
import { texts } from '../../texts';
import classes from './operation-page.module.css';

const words = texts.operation;

/** What was bought, as facts; the bytes are one click away. */
export function Summary({ operation, seller }: { operation: ReadOperation; seller: string }): ReactNode {
  const { summary } = operation;
  const flight = [summary.start, summary.end].filter((day) => day !== null).join(' – ');
  const facts: [string, ReactNode][] = [
    [words.fields.budget, summary.total_budget && <Money of={summary.total_budget} />],
    [words.fields.flight, flight],
    [words.fields.packages, summary.packages],
    [words.fields.brand, summary.brand],
    [
      words.fields.seller,
      <Link key="seller" {...paths.operations({ seller_id: operation.seller_id })}>
        {seller}
      </Link>,
    ],
    [words.fields.user, operation.user_id],
    [words.fields.buy, operation.media_buy_id && <CopyId id={operation.media_buy_id} />],
    [words.fields.task, operation.task_id && <CopyId id={operation.task_id} />],
    [words.fields.created, <When key="created" at={operation.created_at} />],
    [words.fields.deadline, <When key="deadline" at={operation.deadline_at} />],
    [words.fields.attempt, operation.attempt],
    [words.fields.id, <CopyId key="id" id={operation.id} />],
  ];
  return (
    <>
      <dl className={classes.facts}>
        {facts
          .filter(([, value]) => value !== null && value !== '')
          .map(([name, value]) => (
            <Fact key={name} name={name} value={value} />
          ))}
      </dl>
      <details className={classes.raw}>
        <summary>{words.request}</summary>
        <pre tabIndex={0}>{JSON.stringify(operation.request, null, 2)}</pre>
      </details>
    </>
  );
}

function Fact({ name, value }: { name: string; value: ReactNode }): ReactNode {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}
