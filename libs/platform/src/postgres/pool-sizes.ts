/** The most connections that one process of an app holds by its pool. `docs/connections.md` adds them up; a test compares. */
export const poolSizes = {
  'intake-api': 20,
  submitter: 10,
  poller: 10,
  notifier: 10,
  /** The three before, in one process. */
  workers: 20,
  migrator: 3,
  'key-rotator': 1,
} as const;

/** The most connections to Postgres itself that a process holds beside its pool. */
export const besidePools: Partial<Record<keyof typeof poolSizes, number>> = { 'intake-api': 1, migrator: 3 };

/** What Postgres keeps for superusers. */
const KEPT_BACK = 3;
const services = ['intake-api', 'submitter', 'poller', 'notifier'] as const;

/**
 * How many connections Postgres must allow: while a release rolls there is one replica more of each service, and the migrator and
 * the key rotator may run beside them.
 * @param replicas of each service, or a function of its name
 * @param ofQueues what the queues of a replica hold when there is no Redis
 */
export function connectionsNeeded(options: {
  replicas: number | ((service: (typeof services)[number]) => number);
  throughPooler: boolean;
  ofQueues: number;
}): number {
  const { replicas, throughPooler, ofQueues } = options;
  const mostOf = (process: keyof typeof poolSizes): number =>
    (throughPooler ? 0 : poolSizes[process]) + (besidePools[process] ?? 0);
  const rolling = services.map((service) => {
    const count = typeof replicas === 'number' ? replicas : replicas(service);
    return (count + 1) * (mostOf(service) + ofQueues);
  });
  return rolling.reduce((sum, each) => sum + each, 0) + mostOf('migrator') + mostOf('key-rotator') + KEPT_BACK;
}
