import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { type Server, type Socket, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { untilTrue } from '@adcp-orchestrator/testing';
import { ApiUnderTest, type TestTenant } from '../../intake-api/testing/api-under-test';
import { runProcess, startCli } from '../testing/cli-under-test';

/** Passes connections on to the API, and cuts them when it is told to. */
class CuttingProxy {
  readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(target: string): Promise<CuttingProxy> {
    const { hostname, port } = new URL(target);
    const server = createServer((client) => {
      const api = connect(Number(port), hostname);
      const pair = [client, api];
      for (const socket of pair) {
        proxy.sockets.add(socket);
        socket.on('error', () => socket.destroy());
        socket.on('close', () => {
          for (const each of pair) each.destroy();
          proxy.sockets.delete(socket);
        });
      }
      client.pipe(api).pipe(client);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const proxy = new CuttingProxy(
      server,
      `http://127.0.0.1:${typeof address === 'object' ? (address?.port ?? 0) : 0}`,
    );
    return proxy;
  }

  cut(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  close(): void {
    this.server.close();
    this.cut();
  }
}

describe('the process of the command line', () => {
  let api: ApiUnderTest;
  let desk: TestTenant;
  let env: Record<string, string>;

  beforeAll(async () => {
    api = await ApiUnderTest.start();
    desk = await api.newTenant();
    await api.addSeller(desk, 'acme');
    await api.addSeller(desk, 'nova');
    env = { ADO_URL: api.url, ADO_KEY: desk.keys.admin };
    // The first builds the program, if nobody has.
    await runProcess(['--help'], {});
  });
  afterAll(() => api.stop());

  const buy = async (number: string, seller = 'acme') =>
    (await api.handOver(desk, seller, { request: { po_number: number } })).body.id;

  it('ends with the documented code', async () => {
    const cases: [string[], number, Record<string, string>?][] = [
      [['--help'], 0],
      [['sellers', 'add', '--help'], 0],
      [['attention', '--json'], 0],
      [[], 2],
      [['bogus'], 2],
      [['act', 'resolve', 'PO-1'], 2],
      [['attention'], 2, {}],
      [['show', '01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11'], 3],
      [['attention'], 4, { ...env, ADO_KEY: 'y'.repeat(40) }],
      [['attention'], 5, { ...env, ADO_URL: 'http://127.0.0.1:5' }],
    ];
    const ends = await Promise.all(
      cases.map(async ([args, , own]) => {
        const { code, err } = await runProcess(args, own ?? env);
        expect(err).not.toMatch(/^\s+at |y{40}/m);
        return code;
      }),
    );
    expect(ends).toEqual(cases.map(([, code]) => code));
  });

  it('starts without what only some commands need', () => {
    const program = join(__dirname, '../../../dist/apps/cli/main.js');
    const script = `process.on('exit', () => process.stderr.write(Object.keys(require.cache).join('\\n')));
process.argv.push('ado', '--help'); require(${JSON.stringify(program)})`;
    const { stderr, status } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8', timeout: 110_000 });
    expect([status, stderr]).toEqual([0, expect.stringContaining('node_modules/commander')]);
    expect(stderr).not.toMatch(/node_modules\/(pg|ioredis|bullmq|zod|yaml|pino|typeorm|@modelcontextprotocol)\//);
  });

  it('takes the key by stdin, and finds nothing wrong with a reader that leaves early', async () => {
    await Promise.all(Array.from({ length: 60 }, (_, index) => buy(`MANY-${index}`)));
    const { ADO_KEY: key = '', ...rest } = env;
    expect(await runProcess(['list', '--key-file', '-'], rest, key)).toMatchObject({
      code: 0,
      err: expect.stringContaining('--limit'),
    });
    const child = startCli(['list', '--json', '-n', '60'], env);
    let err = '';
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.stdout.once('data', () => child.stdout.destroy());
    const [code] = (await once(child, 'close')) as [number];
    expect([code, err]).toEqual([0, '']);
  });

  it('follows events through a cut, each once, and ends at Ctrl-C with the place to go on', async () => {
    const proxy = await CuttingProxy.start(api.url);
    const child = startCli(['tail', '--seller', 'acme'], { ...env, ADO_URL: proxy.url });
    let err = '';
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    const lines: string[] = [];
    createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
    const seen = () => `it printed ${JSON.stringify([err, lines])}`;
    // The stream is open once something has come by it.
    let first = 0;
    await untilTrue(
      'a line',
      async () => {
        if (lines.length > 0) return true;
        await buy(`TAIL-${first}`);
        first += 1;
        return false;
      },
      { seen },
    );
    const before = lines.length;
    proxy.cut();
    const wanted: string[] = [];
    for (let n = 0; n < 5; n += 1) {
      wanted.push(await buy(`CUT-${n}`));
      await buy(`OTHER-${n}`, 'nova');
    }
    await untilTrue('every event', () => wanted.every((id) => lines.some((line) => line.includes(id))), { seen });
    expect(
      lines
        .slice(before)
        .map((line) => line.split('\t')[3])
        .filter((id) => wanted.includes(id ?? '')),
    ).toEqual(wanted);
    expect(lines.every((line) => line.split('\t')[2] === 'acme')).toBe(true);
    expect(err).toContain('opening it again');
    child.kill('SIGINT');
    const [code] = (await once(child, 'close')) as [number];
    proxy.close();
    expect(code).toBe(130);
    const position = /ado tail --after (\S+)/.exec(err)?.[1] ?? '';
    const later = await buy('LATER-1');
    const { out } = await runProcess(['tail', '--after', position, '--seller', 'acme', '--count', '1', '--json'], env);
    const [line = ''] = out.trim().split('\n');
    expect(JSON.parse(line)).toMatchObject({
      position: expect.any(String),
      event: { operation_id: later, type: 'operation.requested' },
    });
  });

  it('refuses a place that is none', async () => {
    expect(await runProcess(['tail', '--after', 'bogus'], env)).toMatchObject({ code: 2, out: '' });
  });
});
