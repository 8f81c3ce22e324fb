import { type Json, type JsonObject } from '@adcp-orchestrator/domain';
import { type RequestFault, below } from '../request-fault';
import { type Moment, momentOf } from './moment';

/** A request may be this long on its way before its start counts as past. */
const ON_ITS_WAY_MS = 5 * 60_000;

/** The one start that may be "asap", in both dialects. The others are dates. */
export const START_AT_ONCE = 'start_time';

/** Where a flight stands in an object: the names of its starts and its ends. */
export interface FlightNames {
  starts: readonly string[];
  ends: readonly string[];
}

/** @returns a fault for each end that does not come after every start of the same object */
export function orderFaults(pointer: string, value: JsonObject, { starts, ends }: FlightNames): RequestFault[] {
  const begun = momentsOf(value, starts).sort((a, b) => b.moment.from - a.moment.from);
  const [latest] = begun;
  if (latest === undefined) return [];
  return momentsOf(value, ends)
    .filter(({ moment }) => moment.until <= latest.moment.from)
    .map(({ name, moment }) => ({
      pointer: below(pointer, name),
      detail: `must be after "${latest.name}" (${latest.moment.text}), and is ${moment.text}`,
      limit: latest.moment.text,
      suggestion: 'Give an end after the start.',
    }));
}

/** @returns a fault for a start that is over */
export function pastStart(name: string, value: Json | undefined, now: Date): RequestFault | null {
  const moment = momentOf(value);
  if (moment === null || !isPast(moment, now)) return null;
  return {
    pointer: below('', name),
    detail: `must not lie in the past, and is ${moment.text}`,
    limit: now.toISOString(),
    suggestion: `${name === START_AT_ONCE ? 'Write "asap", or' : 'Give'} a time that is still to come.`,
  };
}

/** @returns a fault for an end that is over */
export function pastEnd(pointer: string, value: Json | undefined, now: Date): RequestFault | null {
  const moment = momentOf(value);
  if (moment === null || !isPast(moment, now)) return null;
  return {
    pointer,
    detail: `must lie in the future, and is ${moment.text}`,
    limit: now.toISOString(),
    suggestion: 'Give an end that is still to come.',
  };
}

/** @returns faults of a package whose flight leaves that of its buy (AdCP 3.0, package request) */
export function outsideBuy(pointer: string, item: JsonObject, buy: JsonObject): RequestFault[] {
  const [start, end] = [momentOf(item.start_time), momentOf(item.end_time)];
  const [buyStart, buyEnd] = [momentOf(buy.start_time), momentOf(buy.end_time)];
  const faults: RequestFault[] = [];
  if (start !== null && buyStart !== null && start.from < buyStart.from) {
    faults.push(outside(below(pointer, 'start_time'), 'not be before the start', start, buyStart));
  }
  if (end !== null && buyEnd !== null && end.until > buyEnd.until) {
    faults.push(outside(below(pointer, 'end_time'), 'not be after the end', end, buyEnd));
  }
  return faults;
}

function outside(pointer: string, rule: string, own: Moment, buy: Moment): RequestFault {
  return {
    pointer,
    detail: `must ${rule} of the media buy (${buy.text}), and is ${own.text}`,
    limit: buy.text,
    suggestion: 'Keep the package within the media buy, or leave the field out.',
  };
}

function momentsOf(value: JsonObject, names: readonly string[]): { name: string; moment: Moment }[] {
  return names.flatMap((name) => {
    const moment = momentOf(value[name]);
    return moment === null ? [] : [{ name, moment }];
  });
}

function isPast(moment: Moment, now: Date): boolean {
  return moment.until < now.getTime() - ON_ITS_WAY_MS;
}
