import { DatabaseError } from 'pg';
import { createMetricsRegistry } from '../metrics/create-registry';
import { createLogger } from '../logging/create-logger';
import { Readiness, probeStatusOf } from './readiness';
import { registerReadinessGauge } from './readiness-gauge';
import { NotReadyError, reasonOf } from './reason-of';

const never = (): Promise<void> => new Promise(() => undefined);
const fails = (message = 'broken: mend it') => {
  throw new NotReadyError(message);
};

describe('readiness', () => {
  it('is ready while every check passes, and not when one fails; the others are told all the same', async () => {
    const readiness = new Readiness();
    readiness.register('one', () => undefined);
    expect(await readiness.report()).toEqual({ status: 'ready', checks: { one: { status: 'ok' } } });
    readiness.register('two', () => fails());
    const report = await readiness.report();
    expect(report).toEqual({
      status: 'not_ready',
      checks: { one: { status: 'ok' }, two: { status: 'failed', detail: 'broken: mend it' } },
    });
    expect(probeStatusOf(report)).toBe(503);
  });

  it('is degraded, and left in, when only a part is missing without which the work goes on', async () => {
    const readiness = new Readiness();
    let there = false;
    readiness.register('redis', () => (there ? undefined : fails()), { otherwise: 'degraded' });
    const report = await readiness.report();
    expect(report).toEqual({
      status: 'degraded',
      checks: { redis: { status: 'degraded', detail: 'broken: mend it' } },
    });
    expect(probeStatusOf(report)).toBe(200);
    there = true;
    expect((await readiness.report()).status).toBe('ready');
  });

  it('shows each check and its state as a metric', async () => {
    const readiness = new Readiness();
    readiness.register('redis', () => fails(), { otherwise: 'degraded' });
    const registry = createMetricsRegistry('test');
    registerReadinessGauge(registry, createLogger('test', 'silent'), readiness);
    expect(await registry.metrics()).toContain(
      'adcp_orchestrator_readiness{check="redis",status="degraded",app="test"} 1',
    );
  });

  it('answers in about a second although a check hangs, and asks it only once for all who wait', async () => {
    const readiness = new Readiness();
    let asked = 0;
    readiness.register('database', () => {
      asked += 1;
      return never();
    });
    const startedAt = Date.now();
    const reports = await Promise.all([readiness.report(), readiness.report()]);
    expect(Date.now() - startedAt).toBeLessThan(30_000);
    expect(reports[1].checks).toEqual({ database: { status: 'failed', detail: 'no answer within 1 s' } });
    expect(asked).toBe(1);
  });

  it('counts a check that is merely slow as passed for ten seconds after it last did', async () => {
    const readiness = new Readiness();
    let now = 0;
    let slow = false;
    readiness.register('database', () => (slow ? never() : undefined), { now: () => now });
    await readiness.report();
    slow = true;
    now = 9_999;
    expect((await readiness.report()).status).toBe('ready');
    now = 10_000;
    expect((await readiness.report()).status).toBe('not_ready');
  });

  it('does not ask again while a good answer counts, and asks at once after a bad one', async () => {
    const readiness = new Readiness();
    let now = 0;
    let good = true;
    readiness.register('schema', () => (good ? undefined : fails()), { now: () => now, goodForMs: 30_000 });
    await readiness.report();
    good = false;
    now = 29_999;
    expect((await readiness.report()).status).toBe('ready');
    now = 30_000;
    expect((await readiness.report()).status).toBe('not_ready');
    good = true;
    expect((await readiness.report()).status).toBe('ready');
  });

  it('is not ready from the moment that the process stops', async () => {
    const readiness = new Readiness();
    readiness.markStopping();
    expect(await readiness.report()).toMatchObject({ status: 'not_ready', checks: { process: { status: 'failed' } } });
  });
});

describe('the reason that a probe is told', () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED 10.1.2.3:5432'), { code: 'ECONNREFUSED' });
  const postgres = (code: string) =>
    Object.assign(new DatabaseError('duplicate key "PO-77" in relation "operations"', 1, 'error'), { code });

  it.each([
    [refused, 'no connection, ECONNREFUSED'],
    [postgres('42501'), 'lacks a permission'],
    [postgres('42P01'), 'run its migrator'],
    [postgres('28P01'), 'DATABASE_URL'],
    [postgres('23505'), 'SQLSTATE 23505'],
    [new TypeError('secret'), 'TypeError'],
    ['secret', 'the log says why'],
  ])('of %p says "%s", and holds no host, statement or value', (error, words) => {
    const reason = reasonOf(error);
    expect(reason).toContain(words);
    expect(reason).not.toMatch(/10\.1\.2\.3|PO-77|operations|secret/);
  });
});
