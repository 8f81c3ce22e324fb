import { setTimeout as sleep } from 'node:timers/promises';
import { Registry } from 'prom-client';
import { createLogger } from '../logging/create-logger';
import { type PolledGaugeOptions, registerPolledGauge } from './polled-gauge';

const log = createLogger('test', 'silent');

function gauge(options: Partial<PolledGaugeOptions<'kind'>>): Registry {
  const registry = new Registry();
  const read = () => Promise.resolve([{ labels: { kind: 'all' }, value: 1 }]);
  registerPolledGauge(registry, log, { name: 'rows', help: 'Rows', labelNames: ['kind'], read, ...options });
  return registry;
}

describe('a gauge that is read when it is scraped', () => {
  it('is read once for all who scrape in the same moment', async () => {
    let reads = 0;
    const read = () => Promise.resolve([{ labels: { kind: 'all' }, value: ++reads }]);
    const registry = gauge({ maxAgeMs: 60_000, read });
    await Promise.all([registry.metrics(), registry.metrics()]);
    expect(await registry.metrics()).toContain('rows{kind="all"} 1\n');
  });

  it('is read again when its value is old, also after the clock of the machine was set back', async () => {
    let reads = 0;
    const registry = gauge({ maxAgeMs: 5, read: () => Promise.resolve([{ labels: { kind: 'all' }, value: ++reads }]) });
    await registry.metrics();
    const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() - 3_600_000);
    await sleep(10);
    expect(await registry.metrics()).toContain('rows{kind="all"} 2\n');
    clock.mockRestore();
  });

  it('shows no value when it cannot be read, and none in a process that does not export it', async () => {
    let isOurs = true;
    let isAway = false;
    const read = () =>
      isAway ? Promise.reject(new Error('away')) : Promise.resolve([{ labels: { kind: 'all' }, value: 1 }]);
    const registry = gauge({ maxAgeMs: 0, onlyWhile: () => isOurs, read });
    expect(await registry.metrics()).toContain('rows{kind="all"} 1\n');
    isAway = true;
    expect(await registry.metrics()).not.toMatch(/^rows/m);
    isAway = false;
    expect(await registry.metrics()).toContain('rows{kind="all"} 1\n');
    isOurs = false;
    expect(await registry.metrics()).not.toMatch(/^rows/m);
  });
});
