/**
 * Deadlines and backoff read the time here, so that tests can inject it. Leases use the database's clock instead:
 * replicas' clocks differ.
 */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };
