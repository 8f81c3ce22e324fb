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
