import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { paths } from '../../app/paths';
import { durationText } from '../../parts/format';
import { texts } from '../../texts';
import { type Day, endedOn } from './days';
import classes from './overview-page.module.css';

const words = texts.overview;

interface DayTableProps {
  days: readonly Day[];
  show: 'ended' | 'approvals';
}

/** The numbers of a chart, the newest day first. Each leads to what ended on that day. */
export function DayTable({ days, show }: DayTableProps): ReactNode {
  const columns = show === 'ended' ? [words.all, words.rejected] : [words.half, words.most];
  const shown = days.filter((day) => (show === 'ended' ? day.ended > 0 : day.p50 !== null)).toReversed();
  const secondsText = (seconds: number | null): string => (seconds === null ? '' : durationText(seconds * 1_000));
  return (
    <details className={classes.asTable}>
      <summary>{words.asTable}</summary>
      <table className={classes.ages}>
        <thead>
          <tr>
            <th scope="col">{words.day}</th>
            {columns.map((column) => (
              <th key={column} scope="col" className={classes.right}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((day) => (
            <tr key={day.day}>
              <th scope="row">
                <Link {...paths.operations(endedOn(day.day))}>{day.day}</Link>
              </th>
              <td className={classes.right}>{show === 'ended' ? day.ended : secondsText(day.p50)}</td>
              <td className={classes.right}>{show === 'ended' ? day.rejected : secondsText(day.p90)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
