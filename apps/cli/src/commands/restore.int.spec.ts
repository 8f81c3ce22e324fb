import { TestClock, type TestDatabase, TestDesk, createTestDatabase } from '@adcp-orchestrator/testing';
import { CliUnderTest } from '../../testing/cli-under-test';
import { ExitCode } from '../exit-code';

describe('ado restore', () => {
  let database: TestDatabase;
  let cli: CliUnderTest;

  beforeEach(async () => {
    database = await createTestDatabase();
    cli = new CliUnderTest({ DATABASE_URL: database.url });
    const desk = new TestDesk(database, new TestClock());
    await desk.open();
    await desk.addSeller('acme');
    await desk.accept('acme');
  });
  afterEach(async () => {
    cli.remove();
    await database.drop();
  });

  const moved = () => database.pool.query(`UPDATE installation SET database = '7000000000000000001/16384'`);
  const isHere = async (): Promise<unknown> =>
    (await database.pool.query<{ here: boolean }>('SELECT is_installed_here() AS here')).rows[0]?.here;

  it('adopts a restored database, reports, and finishes', async () => {
    await moved();
    const adopted = await cli.run(['restore', '--yes']);
    expect(adopted).toMatchObject({ code: ExitCode.ok, err: '' });
    expect(adopted.out).toContain('1 operations may have been sent since: 1 requested');
    expect(await isHere()).toBe(true);
    const report = await cli.json(['restore', '--report']);
    expect(report).toMatchObject({ isRestored: true, counts: { waits: 1 } });
    expect((await cli.run(['restore', '--finish', '--yes'])).code).toBe(ExitCode.ok);
    expect(await cli.json(['restore', '--report'])).toMatchObject({ isRestored: false });
  });

  it('changes nothing when nobody agrees', async () => {
    await moved();
    const asked = await cli.run(['restore']);
    expect(asked.code).toBe(ExitCode.usage);
    expect(asked.err).toContain('--yes');
    expect(await isHere()).toBe(false);
  });

  it('refuses the database that the service works on, and names the way', async () => {
    const refused = await cli.run(['restore', '--yes']);
    expect(refused.code).toBe(ExitCode.refused);
    expect(refused.out).toContain('--point-in-time');
  });

  it('answers a program in JSON, whatever comes of it', async () => {
    const refused = await cli.run(['restore', '--yes', '--json']);
    expect(refused).toMatchObject({ code: ExitCode.refused, out: '' });
    expect(JSON.parse(refused.err)).toMatchObject({
      error: { message: expect.stringContaining('--point-in-time'), exit_code: ExitCode.refused },
    });
    await moved();
    expect(await cli.json(['restore', '--yes'])).toMatchObject({
      action: 'restore',
      messages: expect.arrayContaining([expect.stringContaining('1 operations may have been sent since')]),
    });
    expect(await cli.json(['restore', '--finish', '--yes'])).toMatchObject({ action: 'finish' });
    await moved();
    expect(await cli.json(['restore', '--moved', '--yes'])).toMatchObject({ action: 'moved' });
  });

  it('changes nothing when the answer is no, and shows a person what is asked even with --json', async () => {
    await moved();
    const declined = await cli.run(['restore'], { answer: 'n\n' });
    expect(declined).toMatchObject({ code: ExitCode.declined, err: expect.stringContaining('declined') });
    // Ctrl-D
    expect((await cli.run(['restore'], { answer: '' })).code).toBe(ExitCode.declined);
    const asked = await cli.run(['restore', '--json'], { answer: 'n\n' });
    expect(asked).toMatchObject({ code: ExitCode.declined, out: '' });
    expect(asked.err).toContain('1 operations may have been sent since');
    expect(JSON.parse(asked.err.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({
      error: { exit_code: ExitCode.declined },
    });
    expect(await isHere()).toBe(false);
    expect((await cli.run(['restore'], { answer: 'y\n' })).code).toBe(ExitCode.ok);
  });

  it('goes past a pooler', async () => {
    await moved();
    const env = { DATABASE_URL: 'postgres://127.0.0.1:1/pooler', DATABASE_DIRECT_URL: database.url };
    expect(await cli.run(['restore', '--yes'], { env })).toMatchObject({ code: ExitCode.ok, err: '' });
    expect(await isHere()).toBe(true);
    const unset = { DATABASE_URL: database.url, DATABASE_DIRECT_URL: '' };
    expect(await cli.run(['restore', '--report'], { env: unset })).toMatchObject({ code: ExitCode.ok });
  });

  it('wants a database, and one thing at a time', async () => {
    expect((await cli.run(['restore'], { env: { DATABASE_URL: undefined as never } })).code).toBe(ExitCode.usage);
    expect((await cli.run(['restore', '--moved', '--finish'])).code).toBe(ExitCode.usage);
  });
});
