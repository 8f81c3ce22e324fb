import { useReducedMotion } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import { Bar, BarChart, CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { paths } from '../../app/paths';
import { durationText } from '../../parts/format';
import { Section } from '../../parts/page';
import { texts } from '../../texts';
import { type DayStats, daysOf, endedOn } from './days';
import { DayTable } from './day-table';
import classes from './overview-page.module.css';
import { type TimeUnit, timeUnit } from './time-unit';

const words = texts.overview;
const HEIGHT = 190;
const axis = { stroke: 'var(--c-line)', tick: { fill: 'var(--c-muted)', fontSize: 12 }, tickLine: false } as const;
const tooltip = {
  contentStyle: { background: 'var(--c-raised)', border: '1px solid var(--c-line)', borderRadius: 4 },
  labelStyle: { color: 'var(--c-text)' },
  itemStyle: { color: 'var(--c-text)' },
  cursor: { fill: 'var(--c-hover)', stroke: 'var(--c-line)' },
  labelFormatter: (day: ReactNode) => (typeof day === 'string' ? dayText(day) : day),
} as const;

/** What ended, and how long approvals took, day by day. Whoever cannot see a chart has the same as a table. */
export default function Charts({ stats }: { stats: DayStats }): ReactNode {
  const days = useMemo(() => daysOf(stats), [stats]);
  const unit = timeUnit(Math.max(0, ...days.map(({ p90 }) => p90 ?? 0)));
  const times = useMemo(
    () => days.map(({ day, p50, p90 }) => ({ day, p50: per(p50, unit), p90: per(p90, unit) })),
    [days, unit],
  );
  const navigate = useNavigate();
  const isStill = useReducedMotion();
  const openDay = ({ activeLabel: day }: { activeLabel?: string | number | undefined }): void => {
    if (typeof day === 'string') void navigate(paths.operations(endedOn(day)));
  };
  const dayAxis = <XAxis dataKey="day" tickFormatter={dayText} minTickGap={28} {...axis} />;
  const grid = <CartesianGrid vertical={false} stroke="var(--c-line)" strokeOpacity={0.6} />;
  const shared = { onClick: openDay, margin: { top: 6, right: 8, bottom: 0, left: 0 } };
  return (
    <div className={classes.parts} data-equal>
      <Section title={words.settledPerDay}>
        <Legend entries={[['accent', words.others] as const, ['ended', words.rejected] as const]} />
        <div className={classes.chart} role="img" aria-label={words.settledPerDayHint}>
          <ResponsiveContainer width="100%" height={HEIGHT}>
            <BarChart data={days} {...shared} accessibilityLayer={false}>
              {grid}
              {dayAxis}
              <YAxis allowDecimals={false} width={36} {...axis} />
              <Tooltip {...tooltip} isAnimationActive={false} />
              <Bar
                dataKey="others"
                name={words.others}
                stackId="ends"
                fill="var(--c-accent)"
                isAnimationActive={!isStill}
                animationDuration={300}
              />
              <Bar
                dataKey="rejected"
                name={words.rejected}
                stackId="ends"
                fill="var(--c-ended)"
                isAnimationActive={!isStill}
                animationDuration={300}
              />
            </BarChart>
          </ResponsiveContainer>
        </div>
        <DayTable days={days} show="ended" />
      </Section>
      <Section title={words.approvalTimes}>
        <Legend entries={[['accent', words.half] as const, ['waiting', words.most] as const]} />
        <div className={classes.chart} role="img" aria-label={words.approvalTimesHint}>
          <ResponsiveContainer width="100%" height={HEIGHT}>
            <LineChart data={times} {...shared} accessibilityLayer={false}>
              {grid}
              {dayAxis}
              <YAxis width={48} tickFormatter={(value: number) => `${value.toLocaleString()} ${unit.name}`} {...axis} />
              <Tooltip
                {...tooltip}
                isAnimationActive={false}
                formatter={(value) => durationText(Number(value) * unit.seconds * 1_000)}
              />
              <Line
                dataKey="p50"
                name={words.half}
                stroke="var(--c-accent)"
                strokeWidth={2}
                connectNulls
                dot={{ r: 2.5 }}
                isAnimationActive={false}
              />
              <Line
                dataKey="p90"
                name={words.most}
                stroke="var(--c-waiting)"
                strokeWidth={2}
                strokeDasharray="5 3"
                connectNulls
                dot={{ r: 2.5 }}
                isAnimationActive={false}
              />
            </LineChart>
          </ResponsiveContainer>
        </div>
        <DayTable days={days} show="approvals" />
      </Section>
    </div>
  );
}

function Legend({ entries }: { entries: readonly (readonly [string, string])[] }): ReactNode {
  return (
    <div className={classes.legend}>
      {entries.map(([colour, label]) => (
        <span key={label} className={classes.entry}>
          <span className={classes.swatch} data-colour={colour} aria-hidden />
          {label}
        </span>
      ))}
    </div>
  );
}

/** A time in units of the axis; null stays a gap. */
function per(seconds: number | null, unit: TimeUnit): number | null {
  return seconds === null ? null : seconds / unit.seconds;
}

/** A day of UTC, as the service counts them: not the reader's, which may be the one before. */
function dayText(day: string): string {
  return new Date(day).toLocaleDateString(undefined, { month: 'short', day: 'numeric', timeZone: 'UTC' });
}
