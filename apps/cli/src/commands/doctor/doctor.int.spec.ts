import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { type AddressInfo, type Socket, createServer } from 'node:net';
import { join } from 'node:path';
import { until } from '@adcp-orchestrator/testing';
import { ScriptedSeller } from '@adcp-orchestrator/testing/scripted-seller';
import { ApiUnderTest, type TestTenant } from '../../../../intake-api/testing/api-under-test';
import { deliver } from '../../../../intake-api/testing/owed-delivery';
import { CliUnderTest, runProcess } from '../../../testing/cli-under-test';

interface Report {
  works: boolean;
  findings: { check: string; about: string | null; result: string; message: string; what_to_do: string | null }[];
}

const LATE = /answer within|aborted due to timeout/;
const CREDENTIALS_KEY = randomBytes(32).toString('base64');

describe('ado doctor', () => {
  let api: ApiUnderTest;
  let desk: TestTenant;
  let seller: ScriptedSeller;
  let env: Record<string, string>;
  let cli: CliUnderTest;

  beforeAll(async () => {
    api = await ApiUnderTest.start({ CREDENTIALS_KEY });
    seller = await ScriptedSeller.start({
      tools: {
        create_media_buy: () => ({}),
        update_media_buy: () => ({}),
        add_creative_assets: () => ({}),
        get_pending_tasks: () => ({ tasks: [] }),
      },
    });
    desk = await api.newTenant();
    await api.addSeller(desk, 'acme', {
      agent_url: seller.url,
      auth: { scheme: 'header', token: 'secret-of-acme' },
    });
    env = {
      DATABASE_URL: api.database.url,
      CREDENTIALS_KEY,
      ALLOW_PRIVATE_NETWORKS: '1',
      ADO_URL: api.url,
      ADO_KEY: desk.keys.trader,
    };
    cli = new CliUnderTest(env);
  });
  afterAll(async () => {
    cli.remove();
    await seller.close();
    await api.stop();
  });

  /** @returns what was found, by check */
  async function examinedOnce(own: Record<string, string> = {}, args: string[] = []) {
    const { code, out, err } = await cli.run(['doctor', '--json', ...args], { env: own });
    expect(err).toBe('');
    const { works, findings } = JSON.parse(out) as Report;
    expect(code).toBe(works ? 0 : 1);
    return { code, out, findings, of: (check: string) => findings.filter((finding) => finding.check === check) };
  }
  /** The same where nothing hangs. On a busy machine a check may take longer than its limit all the same. */
  const examined = (own?: Record<string, string>, args?: string[]) =>
    until('an examination that is in time', async () => {
      const examination = await examinedOnce(own, args);
      return examination.findings.some(({ message }) => LATE.test(message)) ? undefined : examination;
    });

  it('finds nothing wrong with an installation that works, and shows no secret', async () => {
    const { code, out, of } = await examined();
    expect([code, out]).toEqual([0, expect.not.stringContaining('"fail"')]);
    for (const check of [
      ...['configuration', 'database', 'schema', 'installation', 'secrets', 'clock of Postgres', 'queues', 'overdue'],
      ...['dead letters', 'attention', 'addresses', 'api', 'clock of the API'],
    ]) {
      expect([check, of(check)]).toEqual([check, [expect.objectContaining({ result: 'ok', what_to_do: null })]]);
    }
    expect(of('connections')).toEqual([expect.objectContaining({ message: expect.stringMatching(/of \d+ in use/) })]);
    expect(of('seller')).toEqual([
      // It works; that it knows no idempotency keys is told.
      expect.objectContaining({ about: 'acme', result: 'warn', message: expect.stringContaining('idempotency') }),
    ]);
    expect(out).not.toMatch(new RegExp(`secret-of-acme|${desk.keys.trader}`));
    expect(out).not.toContain(CREDENTIALS_KEY);
    const { password } = new URL(api.database.url);
    if (password !== '') expect(out).not.toContain(`:${password}@`);
  });

  it('takes a file for the configuration, and then not the environment', async () => {
    const path = join(cli.home, 'installation.env');
    writeFileSync(path, `# ours\nDATABASE_URL=${api.database.url}\nCREDENTIALS_KEY="${CREDENTIALS_KEY}"\nPORT=http\n`);
    const { code, of } = await examined({ DATABASE_URL: 'postgres://127.0.0.1:1/none' }, ['--env-file', path]);
    expect(code).toBe(1);
    // What is right is used all the same.
    expect(of('configuration')).toEqual([
      expect.objectContaining({ about: 'PORT', result: 'fail', message: expect.stringContaining('whole number') }),
    ]);
    expect(of('database')).toEqual([expect.objectContaining({ result: 'ok' })]);
    // Without ALLOW_PRIVATE_NETWORKS the address is not called.
    expect(of('addresses')).toEqual([
      expect.objectContaining({ result: 'fail', message: expect.stringContaining('is not https') }),
    ]);
    expect(await cli.run(['doctor', '--env-file', `${path}.none`])).toMatchObject({ code: 2 });
  });

  it('names what is missing, and goes on with what was given', async () => {
    const { of } = await examined({ DATABASE_URL: '', ADO_URL: '' });
    expect(of('configuration')).toEqual([expect.objectContaining({ about: 'DATABASE_URL', result: 'fail' })]);
    expect([...of('database'), ...of('api')]).toEqual([
      expect.objectContaining({ result: 'skipped' }),
      expect.objectContaining({ result: 'skipped' }),
    ]);
  });

  it('says what fails while Postgres and Redis are away, and asks the others', async () => {
    const { code, of } = await examined({
      DATABASE_URL: 'postgres://someone:hunter2@127.0.0.1:1/none',
      REDIS_URL: 'redis://:hunter2@127.0.0.1:1',
    });
    expect(code).toBe(1);
    const away = { result: 'fail', message: 'the connection was refused' };
    for (const check of ['database', 'schema', 'installation', 'overdue', 'clock of Postgres', 'addresses'])
      expect([check, of(check)]).toEqual([check, [expect.objectContaining(away)]]);
    for (const check of ['redis', 'clock of Redis'])
      expect(of(check)).toEqual([
        expect.objectContaining({ ...away, what_to_do: expect.stringContaining('REDIS_URL') }),
      ]);
    expect(of('api')).toEqual([expect.objectContaining({ result: 'ok' })]);
    expect(of('seller')).toEqual([
      // It works; that it knows no idempotency keys is told.
      expect.objectContaining({ about: 'acme', result: 'warn', message: expect.stringContaining('idempotency') }),
    ]);
  });

  it('waits for servers that hang, but not for long', async () => {
    const sockets: Socket[] = [];
    const silent = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const startedAt = performance.now();
    const { of } = await examinedOnce(
      {
        DATABASE_URL: `postgres://127.0.0.1:${port}/none`,
        REDIS_URL: `redis://127.0.0.1:${port}`,
        ADO_URL: `http://127.0.0.1:${port}`,
      },
      ['--timeout', '3'],
    );
    expect(performance.now() - startedAt).toBeLessThan(110_000);
    for (const check of ['database', 'redis', 'api', 'seller'])
      expect(of(check)).toEqual([expect.objectContaining({ result: 'fail' })]);
    for (const socket of sockets) socket.destroy();
    silent.close();
  });

  it('sees work that is left lying, dead letters, and a seller that does not answer', async () => {
    await api.addSeller(desk, 'gone');
    const { id } = (await api.handOver(desk, 'gone')).body;
    const { deliveryId } = await deliver(api, desk, id);
    await api.database.pool.query(`UPDATE deliveries SET status = 'dead', due_at = NULL WHERE id = $1`, [deliveryId]);
    await api.database.pool.query(`UPDATE operations SET due_at = now() - interval '10 minutes' WHERE id = $1`, [id]);
    const { code, of } = await examined({}, ['--seller', 'gone', 'nobody']);
    expect(code).toBe(1);
    expect(of('overdue')).toEqual([
      expect.objectContaining({ about: 'submit', result: 'fail', message: expect.stringContaining('10 min') }),
    ]);
    expect(of('dead letters')).toEqual([expect.objectContaining({ result: 'warn' })]);
    expect(of('addresses')).toEqual([
      expect.objectContaining({ result: 'ok', message: '1 of 2 can be reached' }),
      expect.objectContaining({ about: 'http://127.0.0.1:1', result: 'fail', message: 'the connection was refused' }),
    ]);
    expect(of('seller').map(({ about, result }) => [about, result])).toEqual([
      ['gone', 'fail'],
      ['nobody', 'fail'],
    ]);
    await api.database.pool.query(`UPDATE operations SET due_at = NULL, due_kind = NULL WHERE id = $1`, [id]);
    await api.database.pool.query(`UPDATE sellers SET deleted_at = now() WHERE id = 'gone'`);
  });

  it('knows a database that nobody has adopted, one that was restored, and keys that do not fit', async () => {
    const { pool } = api.database;
    const { rows } = await pool.query<{ database: string }>('SELECT database FROM installation');
    await pool.query(`UPDATE installation SET database = '7000000000000000001/16384'`);
    const other = await examined({ CREDENTIALS_KEY: randomBytes(32).toString('base64') });
    expect(other.of('installation')).toEqual([
      expect.objectContaining({ result: 'fail', message: expect.stringContaining('ado restore') }),
    ]);
    expect(other.of('secrets')).toEqual([
      expect.objectContaining({ result: 'fail', what_to_do: expect.stringContaining('CREDENTIALS_KEY_PREVIOUS') }),
    ]);
    await pool.query('UPDATE installation SET database = $1, restored_at = now(), data_until = now()', [
      rows[0]?.database,
    ]);
    expect((await examined()).of('installation')).toEqual([expect.objectContaining({ result: 'warn' })]);
    await pool.query('UPDATE installation SET restored_at = NULL, data_until = NULL');
    await pool.query(`ALTER TABLE migrations RENAME TO migrations_away`);
    expect((await examined()).of('schema')).toEqual([
      expect.objectContaining({ result: 'fail', what_to_do: expect.stringContaining('migrator') }),
    ]);
    await pool.query(`ALTER TABLE migrations_away RENAME TO migrations`);
  });

  it('shows a person a line for each, as a process of its own too', async () => {
    const shown = await cli.run(['doctor'], { terminal: true, env: { TERM: 'dumb', ADO_URL: '' } });
    expect(shown.out).toMatch(/^ok {6}schema: it has every migration/m);
    expect(shown.out).toMatch(/^skipped api: no API is named\n {8}Give --url/m);
    const piped = await runProcess(['doctor'], { ...env, ADO_URL: '' });
    expect([piped.code, piped.err.replace(/^built .*\n/m, '')]).toEqual([0, expect.not.stringMatching(/error/i)]);
    expect(piped.out).toContain('check\tabout\tresult\tmessage\twhat_to_do\n');
  });
});
