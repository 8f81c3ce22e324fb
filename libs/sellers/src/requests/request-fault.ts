import type { Json } from '@adcp-orchestrator/domain';

/** One thing that is wrong with a request, or worth a look, in words of ours. */
export interface RequestFault {
  /** A JSON pointer (RFC 6901) into the request. */
  pointer: string;
  /** What is wrong, with the limit in words: "must be above 0, and is -5". */
  detail: string;
  /** The limit for a program: a number, a format, a list of the allowed values. */
  limit?: Json;
  /** What to do. */
  suggestion?: string;
}

/** Tells at most this many faults of one request. */
export const MAX_FAULTS = 50;

/** @returns the first fault of each place, and no more than are told: thousands below one long name fill the memory */
export function onePerPlace<Fault extends { pointer: string }>(faults: readonly Fault[]): Fault[] {
  const byPlace = new Map<string, Fault>();
  for (const fault of faults) {
    if (!byPlace.has(fault.pointer)) byPlace.set(fault.pointer, fault);
    if (byPlace.size === MAX_FAULTS) break;
  }
  return [...byPlace.values()];
}

/** @returns the pointer of a member below another pointer */
export function below(pointer: string, member: string | number): string {
  return `${pointer}/${String(member).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
