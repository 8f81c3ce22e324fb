import { Readiness, Shutdown, createLogger } from '@adcp-orchestrator/platform';
import { makeFirstTenant } from './first-tenant';

const log = createLogger('test', 'silent');

describe('the first tenant', () => {
  it('is made as soon as the database can take it; the API is not ready before', async () => {
    const readiness = new Readiness();
    const seen: string[] = [];
    let attempts = 0;
    await makeFirstTenant({
      make: async () => {
        seen.push((await readiness.report()).status);
        attempts += 1;
        if (attempts < 3) throw new Error('the database is away');
      },
      readiness,
      shutdown: new Shutdown(log),
      log,
      pauseMs: 1,
    });
    expect(seen).toEqual(['not_ready', 'not_ready', 'not_ready']);
    expect((await readiness.report()).status).toBe('ready');
  });

  it('is not waited for by a process that stops', async () => {
    const shutdown = new Shutdown(log);
    const made = makeFirstTenant({
      make: () => Promise.reject(new Error('the database is away')),
      readiness: new Readiness(),
      shutdown,
      log,
      pauseMs: 1,
    });
    await shutdown.run();
    await made;
  });
});
