import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Operation } from '../api/types';
import { paths } from '../app/paths';
import { texts } from '../texts';
import { shortId } from './format';
import { Money } from './money';
import classes from './operation-lines.module.css';
import { StatusWord } from './status-word';
import { When } from './when';

export interface RelatedLine {
  operation: Operation;
  /** Why it is here: "Repeats". */
  why?: string;
}

/** A few operations, one a line, each with the way to it. */
export function OperationLines({ lines }: { lines: readonly RelatedLine[] }): ReactNode {
  return (
    <ul className={classes.lines}>
      {lines.map(({ operation, why }) => (
        <li key={operation.id} className={classes.line}>
          <StatusWord of={operation} />
          <Link {...paths.operation(operation.id)}>
            {texts.operationType[operation.type] ?? operation.type} {operation.po_number ?? shortId(operation.id)}
          </Link>
          <span>
            <Money of={operation.summary.total_budget} />
          </span>
          <span className={classes.more}>
            {why} <When at={operation.created_at} />
          </span>
        </li>
      ))}
    </ul>
  );
}
