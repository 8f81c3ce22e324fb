import { IconAlarm, IconCheck, IconHandStop, IconHourglass, type TablerIcon } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Amount, WorkGroups } from '../../api/work';
import { type Place, paths } from '../../app/paths';
import { durationText } from '../../parts/format';
import { moneySum } from '../../parts/money-sum';
import { texts } from '../../texts';
import { type DayStats, endedOn } from './days';
import classes from './overview-page.module.css';

const words = texts.overview;

interface Group {
  operations: number;
  money: Amount[];
}

/** The few numbers that say whether all is well. Each is a link to what it counts. */
export function Figures({ groups: { attention, waiting }, stats }: { groups: WorkGroups; stats: DayStats }): ReactNode {
  const overdue = waiting.groups.reduce((sum, group) => sum + group.overdue, 0);
  const { approval_p50_seconds: half, approval_p90_seconds: most } = stats;
  const lastDay = new Date(Date.parse(stats.to) - 1).toISOString().slice(0, 10);
  return (
    <ul className={classes.figures}>
      <Figure
        icon={IconHandStop}
        meaning={attention.groups.length > 0 ? 'ours' : undefined}
        count={countOf(attention.groups, attention.complete)}
        label={words.needYou}
        more={moneyOf(attention.groups)}
        to={paths.attention()}
      />
      <Figure
        icon={IconHourglass}
        count={countOf(waiting.groups, waiting.complete)}
        label={words.waitForPublishers}
        more={moneyOf(waiting.groups)}
        to={paths.waiting()}
      />
      <Figure
        icon={IconAlarm}
        meaning={overdue > 0 ? 'ours' : undefined}
        count={overdue.toLocaleString()}
        label={words.overdue}
        more={words.overdueMore}
        to={paths.waiting({ overdue: 'true' })}
      />
      <Figure
        icon={IconCheck}
        count={stats.ended.toLocaleString()}
        label={words.settled}
        more={
          half === null || most === null ? '' : words.approvals(durationText(half * 1_000), durationText(most * 1_000))
        }
        to={paths.operations(endedOn(stats.from, lastDay))}
      />
    </ul>
  );
}

interface FigureProps {
  icon: TablerIcon;
  meaning?: 'ours' | undefined;
  count: string;
  label: string;
  more: string;
  to: Place;
}

function Figure({ icon: Icon, meaning, count, label, more, to }: FigureProps): ReactNode {
  return (
    <li>
      <Link {...to} className={classes.figure} data-meaning={meaning}>
        <span className={classes.number}>
          <Icon size={18} stroke={1.8} aria-hidden /> {count}
        </span>
        <span>{label}</span>
        <span className={classes.more}>{more}</span>
      </Link>
    </li>
  );
}

function countOf(groups: readonly Group[], complete: boolean): string {
  const count = groups.reduce((sum, { operations }) => sum + operations, 0);
  return `${count.toLocaleString()}${complete ? '' : '+'}`;
}

function moneyOf(groups: readonly Group[]): string {
  return moneySum(groups.flatMap(({ money }) => money));
}
