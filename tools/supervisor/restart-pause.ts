export type RestartPausePolicy = Readonly<Record<'firstMs' | 'maximumMs' | 'factor' | 'shrinkEveryMs', number>>;

/**
 * The first pause is 0.1 s, so that a part is back within a second. It doubles up to 5 s, and is halved for every 10 s
 * that the part stayed up.
 */
export const restartPausePolicy = Object.freeze({ firstMs: 100, maximumMs: 5_000, factor: 2, shrinkEveryMs: 10_000 });

/**
 * How long to wait before a part that died is started again.
 * @param previousMs the pause before its last start; undefined when it has not been restarted yet
 * @param uptimeMs how long it stayed up this time
 * @returns milliseconds
 */
export function nextRestartPause(
  previousMs: number | undefined,
  uptimeMs: number,
  policy: RestartPausePolicy = restartPausePolicy,
): number {
  if (previousMs === undefined) return policy.firstMs;
  const halvings = Math.floor(Math.max(0, uptimeMs) / policy.shrinkEveryMs);
  if (halvings === 0) return Math.min(policy.maximumMs, Math.max(policy.firstMs, previousMs * policy.factor));
  return Math.max(policy.firstMs, Math.floor(previousMs / policy.factor ** Math.min(halvings, 32)));
}
