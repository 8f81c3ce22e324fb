import { RateLimiterMemory } from 'rate-limiter-flexible';
import { createLogger } from '@adcp-orchestrator/platform';
import { FAILED_KEYS_SECONDS, FailedKeys, FailedKeysExceededError, MAX_FAILED_KEYS } from './failed-keys';

const log = createLogger('test', 'silent');
const wrong = (): Promise<null> => Promise.resolve(null);
const right = (): Promise<string> => Promise.resolve('principal');

describe('failed keys', () => {
  let now: number;
  const counting = (shared: RateLimiterMemory | null = null): FailedKeys =>
    new FailedKeys({ shared, log, monotonicMs: () => now });

  beforeEach(() => {
    now = 0;
  });

  it('are looked up ten times a minute for an address, and again in the next one', async () => {
    const failures = counting();
    for (let n = 0; n < 10; n += 1) expect(await failures.guard('192.0.2.1', wrong)).toBeNull();
    now = 20_500;
    await expect(failures.guard('192.0.2.1', wrong)).rejects.toMatchObject({ retryAfterSeconds: 40 });
    expect(await failures.guard('192.0.2.2', right)).toBe('principal');
    now = 60_000;
    expect(await failures.guard('192.0.2.1', right)).toBe('principal');
  });

  it('are not counted for keys that are right, however many at once', async () => {
    const failures = counting();
    const all = await Promise.all(Array.from({ length: 500 }, () => failures.guard('192.0.2.1', right)));
    expect(all.every((found) => found === 'principal')).toBe(true);
  });

  it('are not counted when the look-up itself fails', async () => {
    const failures = counting();
    const failing = (): Promise<null> => Promise.reject(new Error('the database is away'));
    for (let n = 0; n < 20; n += 1) await expect(failures.guard('192.0.2.1', failing)).rejects.toThrow('away');
    expect(await failures.guard('192.0.2.1', right)).toBe('principal');
  });

  it('are one for all addresses of an IPv6 customer, and for an IPv4 address in either form', async () => {
    const failures = counting();
    for (let n = 0; n < 10; n += 1) await failures.guard(`2001:db8:1:2::${n}`, wrong);
    await expect(failures.guard('2001:db8:1:2:ffff::1', right)).rejects.toThrow(FailedKeysExceededError);
    expect(await failures.guard('2001:db8:1:3::1', right)).toBe('principal');
    for (let n = 0; n < 10; n += 1) await failures.guard('::ffff:192.0.2.1', wrong);
    await expect(failures.guard('192.0.2.1', right)).rejects.toThrow(FailedKeysExceededError);
  });

  it('are shared: what other replicas counted is learned with the next failure', async () => {
    const shared = new RateLimiterMemory({ points: MAX_FAILED_KEYS, duration: FAILED_KEYS_SECONDS });
    const [one, two] = [counting(shared), counting(shared)];
    for (let n = 0; n < 10; n += 1) await one.guard('192.0.2.1', wrong);
    expect(await two.guard('192.0.2.1', wrong)).toBeNull();
    await Promise.resolve();
    await expect(two.guard('192.0.2.1', wrong)).rejects.toThrow(FailedKeysExceededError);
  });
});
