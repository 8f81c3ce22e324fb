const STEPS = [
  { upTo: 60, seconds: 1, unit: 's' },
  { upTo: 3_600, seconds: 60, unit: 'min' },
  { upTo: 2 * 86_400, seconds: 3_600, unit: 'h' },
  { upTo: Number.POSITIVE_INFINITY, seconds: 86_400, unit: 'days' },
] as const;

/** @returns how long, in its largest unit: `12 min` */
export function duration(milliseconds: number): string {
  const whole = Math.abs(milliseconds) / 1_000;
  const step = STEPS.find(({ upTo }) => whole < upTo) ?? STEPS[3];
  return `${Math.floor(whole / step.seconds)} ${step.unit}`;
}

/** @returns how far from now: `12 min ago`, `in 2 h` */
export function distance(at: string, now: Date): string {
  const from = now.getTime() - Date.parse(at);
  if (Math.abs(from) < 1_000) return 'now';
  return from > 0 ? `${duration(from)} ago` : `in ${duration(from)}`;
}

/** @returns an instant for a person: to the second, in UTC */
export function instant(at: string): string {
  return `${at.slice(0, 10)} ${at.slice(11, 19)}Z`;
}
