/** Where probes and metrics are answered. */
export const HealthPath = { live: '/healthz', ready: '/readyz', metrics: '/metrics' } as const;
export type HealthPath = (typeof HealthPath)[keyof typeof HealthPath];
