import { setTimeout as sleep } from 'node:timers/promises';
import { Gauge } from 'prom-client';
import { Readiness } from '../health/readiness';
import { NotReadyError } from '../health/reason-of';
import { createLogger } from '../logging/create-logger';
import { createMetricsRegistry } from '../metrics/create-registry';
import { InternalListener, InternalPortTakenError } from './internal-listener';

const log = createLogger('test', 'silent');

describe('the internal listener', () => {
  const readiness = new Readiness();
  const metrics = createMetricsRegistry('test');
  const listener = new InternalListener(readiness, metrics, log);
  let base = '';
  let taken = 0;
  let database: () => Promise<void> = () => Promise.resolve();

  beforeAll(async () => {
    readiness.register('database', () => database());
    readiness.register('redis', () => Promise.reject(new NotReadyError('none')), { otherwise: 'degraded' });
    new Gauge({ name: 'adcp_orchestrator_test', help: 'a test', registers: [metrics] }).set(7);
    taken = await listener.listen('127.0.0.1', 0);
    base = `http://127.0.0.1:${taken}`;
  });
  afterAll(() => listener.close());

  it('answers that the process lives', async () => {
    expect((await fetch(`${base}/healthz`)).status).toBe(200);
  });

  it('is left in while only a part is missing, and names the check that fails', async () => {
    const degraded = await fetch(`${base}/readyz`);
    expect([degraded.status, await degraded.json()]).toEqual([200, expect.objectContaining({ status: 'degraded' })]);
    database = () => Promise.reject(new NotReadyError('it is away'));
    const answer = await fetch(`${base}/readyz`);
    expect(answer.status).toBe(503);
    expect(await answer.json()).toEqual({
      status: 'not_ready',
      checks: { database: { status: 'failed', detail: 'it is away' }, redis: { status: 'degraded', detail: 'none' } },
    });
  });

  it('answers in time although a check hangs', async () => {
    database = () => sleep(60_000, undefined, { ref: false });
    const startedAt = Date.now();
    await fetch(`${base}/readyz`);
    expect(Date.now() - startedAt).toBeLessThan(30_000);
    database = () => Promise.resolve();
  });

  it('shows metrics in the text format of Prometheus', async () => {
    const answer = await fetch(`${base}/metrics`);
    expect(answer.headers.get('content-type')).toContain('text/plain');
    expect(await answer.text()).toContain('adcp_orchestrator_test{app="test"} 7');
  });

  it('knows nothing else, and changes nothing', async () => {
    expect((await fetch(`${base}/admin`)).status).toBe(404);
    expect((await fetch(`${base}/healthz`, { method: 'POST' })).status).toBe(405);
  });

  it('names the port that is taken', async () => {
    const second = new InternalListener(readiness, metrics, log);
    await expect(second.listen('127.0.0.1', taken)).rejects.toThrow(InternalPortTakenError);
    await expect(second.listen('127.0.0.1', taken)).rejects.toThrow(String(taken));
  });
});
