import type { Figure } from '../../tools/bench/figure';
import { median } from '../measure/statistics';
import type { Delays } from './journal';
import type { Minute, Quantiles } from './minute';

/** Most that a process may grow by. A leak of 100 bytes an operation is 36 MB an hour at 100 operations a second. */
const MOST_MB_PER_HOUR = 30;
/** How much later the end of the soak may be than its beginning, as a factor and beyond it in milliseconds. */
const MOST_LATER: Record<keyof Quantiles, { factor: number; ms: number }> = {
  p50: { factor: 1.25, ms: 2 },
  p99: { factor: 1.5, ms: 20 },
};
/** Minutes after the warm-up that a verdict on a course needs. */
const LEAST_MINUTES = 6;

const names: Record<keyof Delays, string> = {
  accept: 'to the 202',
  call: 'from the 202 to the call',
  tell: "from the seller's answer or webhook to the desk",
  poll: 'from the list that shows a decision to the desk',
};

/** What the whole soak must hold, beside the course of its minutes. */
export interface Ends {
  accepted: number;
  /** By the service's own records. */
  created: number;
  bookedTwice: number;
  /** Operations that were not booked, or of which the desk was not told. */
  notDone: number;
  refused: number;
  problems: number;
  lostHints: number;
  missedEvents: number;
}

/** The minutes after a third of warming up: caches, pools and Postgres' plans are there then. */
export function afterWarmUp(minutes: readonly Minute[]): readonly Minute[] {
  return minutes.slice(Math.floor(minutes.length / 3));
}

/** @returns the slope of the line of least squares through values a minute apart, by hour */
export function slopePerHour(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const across = values.reduce((sum, value, place) => sum + (place - middle) * (value - mean), 0);
  const along = values.reduce((sum, _, place) => sum + (place - middle) ** 2, 0);
  return along === 0 ? 0 : (across / along) * 60;
}

export function memoryVerdicts(minutes: readonly Minute[]): Figure[] {
  const course = afterWarmUp(minutes);
  return Object.keys(course[0]?.memoryMb ?? {}).map((name) => {
    const what = `memory of ${name}, growth`;
    const goal = `<= ${MOST_MB_PER_HOUR} MB an hour`;
    if (course.length < LEAST_MINUTES) return { what, goal, figure: 'too short', reached: null };
    const slope = slopePerHour(course.map(({ memoryMb }) => memoryMb[name] ?? NaN));
    return { what, goal, figure: `${slope.toFixed(1)} MB an hour`, reached: slope <= MOST_MB_PER_HOUR };
  });
}

export function latencyVerdicts(minutes: readonly Minute[]): Figure[] {
  const course = afterWarmUp(minutes);
  const third = Math.floor(course.length / 3);
  return (Object.keys(names) as (keyof Delays)[]).flatMap((which) =>
    (['p50', 'p99'] as const).map((quantile): Figure => {
      const { factor, ms } = MOST_LATER[quantile];
      const goal = `last third <= ${factor} x first + ${ms} ms`;
      const what = `${names[which]}, ${quantile}`;
      const of = (part: readonly Minute[]): number[] => part.flatMap(({ delays }) => delays[which]?.[quantile] ?? []);
      const [early, late] = [of(course.slice(0, third)), of(course.slice(-third))];
      if (course.length < LEAST_MINUTES || early.length === 0 || late.length === 0)
        return { what, goal, figure: 'too short', reached: null };
      const [first, last] = [median(early), median(late)];
      return {
        what,
        goal,
        figure: `${first.toFixed(1)}, then ${last.toFixed(1)} ms`,
        reached: last <= first * factor + ms,
      };
    }),
  );
}

export function endVerdicts(ends: Ends): Figure[] {
  const none = (what: string, count: number): Figure => ({
    what,
    goal: '0',
    figure: String(count),
    reached: count === 0,
  });
  return [
    none('lost hints, found by a sweep', ends.lostHints),
    none('events that the stream missed', ends.missedEvents),
    none('requests refused, or webhooks', ends.refused + ends.problems),
    none('buys booked more than once', ends.bookedTwice),
    none('buys not booked, or not told of', ends.notDone),
    {
      what: 'created by the records of the service',
      goal: `${ends.accepted} accepted`,
      figure: String(ends.created),
      reached: ends.created === ends.accepted,
    },
  ];
}
