/**
 * Approval times are counted in steps, each a tenth longer than the one before, from one second on. Percentiles of many
 * days are then made by adding counts, and are right to a twentieth.
 */
const STEP = 1.1;

/** @returns the SQL of the step that holds so many seconds */
export function stepOf(seconds: string): string {
  return `floor(ln(greatest(${seconds}, 1)) / ln(${STEP}))::int`;
}

/**
 * @param share 0.5 for the median
 * @returns seconds: the middle of the step in which this share of the times is reached; null without any
 */
export function percentileOf(counts: Readonly<Record<string, number>>, share: number): number | null {
  const steps = Object.entries(counts)
    .map(([step, count]) => ({ step: Number(step), count }))
    .sort((left, right) => left.step - right.step);
  const total = steps.reduce((sum, { count }) => sum + count, 0);
  let reached = 0;
  for (const { step, count } of steps) {
    reached += count;
    if (reached >= share * total) return STEP ** (step + 0.5);
  }
  return null;
}
