import type { Pool } from 'pg';
import { Readiness, probeStatusOf } from '../health/readiness';
import { registerDatabaseChecks } from './database-checks';

function readinessOn(on: 'on' | 'off'): Readiness {
  const readiness = new Readiness();
  const pool = { query: () => Promise.resolve({ rows: [{ on }] }) } as unknown as Pool;
  registerDatabaseChecks(readiness, pool, () => Promise.resolve());
  return readiness;
}

describe('a database that answers', () => {
  it('is ready when it takes writes', async () => {
    expect((await readinessOn('off').report()).status).toBe('ready');
  });

  it('is not ready when it is a standby, whatever the process does meanwhile', async () => {
    const report = await readinessOn('on').report();
    expect(probeStatusOf(report)).toBe(503);
    expect(report.checks['database']).toEqual({
      status: 'failed',
      detail: 'Postgres takes no writes here: DATABASE_URL must name the primary',
    });
  });
});
