/** The unit in which an axis of times reads as small whole numbers. */
export interface TimeUnit {
  seconds: number;
  name: string;
}

const units: readonly TimeUnit[] = [
  { seconds: 86_400, name: 'd' },
  { seconds: 3_600, name: 'h' },
  { seconds: 60, name: 'min' },
];

/** @returns the largest unit of which the longest time has at least two */
export function timeUnit(longestSeconds: number): TimeUnit {
  return units.find(({ seconds }) => longestSeconds >= 2 * seconds) ?? { seconds: 1, name: 's' };
}
