/** Where hints travel in one round of the suite. */
export interface QueueBackendUnderTest {
  name: string;
  /** Undefined: in Postgres. */
  redisUrl: string | undefined;
  /** This Redis is the test's alone. Absent: the stack takes one of its numbered databases for itself. */
  isOwn?: boolean;
  /** Why this round cannot run; undefined when it can. */
  missing: string | undefined;
}

const redisUrl = process.env['TEST_REDIS_URL'];

/** Both backends. One without a server shows up as skipped. */
export const queueBackends: readonly QueueBackendUnderTest[] = [
  { name: 'Postgres', redisUrl: undefined, missing: undefined },
  { name: 'Redis', redisUrl, missing: redisUrl === undefined ? 'TEST_REDIS_URL is not set' : undefined },
];

/** `describe` for one backend, skipped visibly when its server is missing. */
export function describeOn({ name, missing }: QueueBackendUnderTest, title: string, body: () => void): void {
  if (missing === undefined) describe(`${title}, with hints through ${name}`, body);
  else describe.skip(`${title}, with hints through ${name} (${missing})`, body);
}
