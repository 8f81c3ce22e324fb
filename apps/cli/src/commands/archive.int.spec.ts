import { appendFile, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestClock } from '@adcp-orchestrator/testing';
import { ApiUnderTest, type TestTenant } from '../../../intake-api/testing/api-under-test';
import { CliUnderTest, runProcess, runWithFileLimit } from '../../testing/cli-under-test';

describe('an archive, on the command line', () => {
  const clock = new TestClock();
  let api: ApiUnderTest;
  let desk: TestTenant;
  let cli: CliUnderTest;
  let directory: string;
  let file: string;

  beforeAll(async () => {
    api = await ApiUnderTest.start({}, { clock });
  });
  afterAll(() => api.stop());
  beforeEach(async () => {
    desk = await api.newTenant();
    await api.addSeller(desk, 'acme');
    cli = new CliUnderTest({ ADO_URL: api.url, ADO_KEY: desk.keys.admin });
    directory = await mkdtemp(join(tmpdir(), 'ado-archive-'));
    file = join(directory, 'operations.ndjson');
  });
  afterEach(async () => {
    cli.remove();
    await rm(directory, { recursive: true });
  });

  async function ended(): Promise<string> {
    const { id } = (await api.handOver(desk, 'acme')).body;
    await api.call('POST', `/v1/operations/${id}/cancel`, { key: desk.keys.trader });
    clock.advance({ minutes: 16 });
    return id;
  }
  const ids = async (): Promise<string[]> =>
    (await readFile(file, 'utf8'))
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => (JSON.parse(line) as { operation: { id: string } }).operation.id);

  it('has each operation once, goes on where it ended or was cut off, and is confirmed when asked', async () => {
    const [first, second] = [await ended(), await ended()];
    expect(await cli.run(['archive', '--out', file])).toMatchObject({
      code: 0,
      out: expect.stringContaining('2 operations'),
    });
    expect(await ids()).toEqual([first, second]);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await cli.run(['archive', '--out', file])).toMatchObject({
      code: 2,
      err: expect.stringContaining('--resume'),
    });
    const third = await ended();
    await appendFile(file, '{"cursor":"half a li');
    const resumed = await cli.run(['archive', '--out', file, '--resume', '--confirm', '--json']);
    expect(JSON.parse(resumed.out)).toMatchObject({ operations: 1, confirmed: true });
    expect(await ids()).toEqual([first, second, third]);
    const { body } = await api.call('GET', '/v1/retention', { key: desk.keys.viewer });
    expect(body).toMatchObject({ export: { cursor: (JSON.parse(resumed.out) as { cursor: string }).cursor } });
    await truncate(file, 0);
    await cli.run(['archive', '--out', file, '--resume']);
    expect(await ids()).toEqual([first, second, third]);
  });

  it('confirms nothing when the disk takes a part of it, and goes on when there is room', async () => {
    const all = [];
    for (let n = 0; n < 4; n += 1) all.push(await ended());
    const env = { ADO_URL: api.url, ADO_KEY: desk.keys.admin };
    // Builds the program, without a limit.
    await runProcess(['--help'], {});
    const full = await runWithFileLimit(4, ['archive', '--out', file, '--confirm'], env);
    expect(full).toMatchObject({ code: 1, out: '', err: expect.stringContaining('Nothing was confirmed') });
    expect((await stat(file)).size).toBe(4 * 1_024);
    const { body } = await api.call('GET', '/v1/retention', { key: desk.keys.viewer });
    expect(body).toMatchObject({ export: { cursor: null } });
    expect(await cli.run(['archive', '--out', file, '--resume', '--confirm'])).toMatchObject({ code: 0 });
    expect(await ids()).toEqual(all);
  });

  it('does not go on with the file of another tenant, and leaves it as it is', async () => {
    await ended();
    await cli.run(['archive', '--out', file]);
    await appendFile(file, '{"cursor":"half a li');
    const kept = await readFile(file, 'utf8');
    const other = await api.newTenant();
    const theirs = new CliUnderTest({ ADO_URL: api.url, ADO_KEY: other.keys.admin });
    try {
      expect(await theirs.run(['archive', '--out', file, '--resume', '--confirm'])).toMatchObject({
        code: 2,
        err: expect.stringContaining('another tenant'),
      });
    } finally {
      theirs.remove();
    }
    expect(await readFile(file, 'utf8')).toBe(kept);
  });

  it('does not go on with a file that is none', async () => {
    for (const text of ['something else', 'something else\n', '{"complete":true}\n']) {
      await writeFile(file, text);
      expect(await cli.run(['archive', '--out', file, '--resume'])).toMatchObject({ code: 2 });
      expect(await readFile(file, 'utf8')).toBe(text);
    }
  });
});
