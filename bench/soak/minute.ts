import { percentile } from '../measure/statistics';
import type { Delays } from './journal';

export interface Quantiles {
  p50: number;
  p99: number;
}

/** What one minute of a soak showed. */
export interface Minute {
  minute: number;
  at: string;
  perSecond: number;
  /** Milliseconds. */
  delays: Record<keyof Delays, Quantiles | null>;
  /** The least of the minute, by process: what garbage adds until it is collected is left out. */
  memoryMb: Record<string, number>;
  heapMb: Record<string, number>;
  /** The most of the minute, in seconds. */
  overdueAge: number;
  /** Since the load began. */
  lostHints: number;
  delivered: number;
  missedEvents: number;
}

export function quantilesOf(delays: Delays): Minute['delays'] {
  const of = (values: readonly number[]): Quantiles | null =>
    values.length === 0 ? null : { p50: percentile(values, 0.5), p99: percentile(values, 0.99) };
  return { accept: of(delays.accept), call: of(delays.call), tell: of(delays.tell), poll: of(delays.poll) };
}

/** The lesser of both for each process. */
export function leastOf(one: Record<string, number>, other: Record<string, number>): Record<string, number> {
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return Object.fromEntries(names.map((name) => [name, Math.min(one[name] ?? Infinity, other[name] ?? Infinity)]));
}

const inMs = (quantiles: Quantiles | null): string =>
  quantiles === null ? '-' : `${quantiles.p50.toFixed(1)}/${quantiles.p99.toFixed(1)}`;

export function lineOf(minute: Minute): string {
  const { delays, memoryMb, heapMb } = minute;
  const memory = Object.entries(memoryMb).map(([name, mb]) => {
    const heap = heapMb[name];
    return `${name} ${mb.toFixed(0)}${heap === undefined ? '' : ` (heap ${heap.toFixed(0)})`}`;
  });
  return [
    `minute ${minute.minute}: ${minute.perSecond.toFixed(1)}/s`,
    `202 ${inMs(delays.accept)} ms, call ${inMs(delays.call)} ms, told ${inMs(delays.tell)} ms, after a poll ${inMs(delays.poll)} ms`,
    `overdue ${minute.overdueAge.toFixed(1)} s, lost hints ${minute.lostHints}, deliveries ${minute.delivered}, missed events ${minute.missedEvents}`,
    `MB: ${memory.join(', ')}`,
  ].join('; ');
}
