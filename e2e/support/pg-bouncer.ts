import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { freePort } from '@adcp-orchestrator/testing';
import { asUser, unprivilegedUser } from '../../tools/datastore/unprivileged-user';
import { holdGuard } from '../../tools/supervisor/guard';
import { until } from './until';
import { workspaceRoot } from './workspace';

/** Debian installs it where the path of a service does not look. */
const program = ['/usr/sbin/pgbouncer', '/usr/local/bin/pgbouncer', '/opt/homebrew/bin/pgbouncer'].find(existsSync);

/** `describe` for tests with PgBouncer: skipped visibly where there is none, unless `REQUIRE_PGBOUNCER=1` makes that an error. */
export function describeWithPgBouncer(title: string, body: () => void): void {
  if (program !== undefined) describe(`${title}, with ${versionOf(program)}`, body);
  else if (process.env['REQUIRE_PGBOUNCER'] === '1')
    throw new Error('REQUIRE_PGBOUNCER=1, but there is no pgbouncer on this machine: apt-get install pgbouncer');
  else describe.skip(`${title} (no pgbouncer on this machine: apt-get install pgbouncer)`, body);
}

function versionOf(path: string): string {
  const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 10_000 });
  return stdout.split('\n')[0] ?? path;
}

/** What is documented about connections. */
export function connectionsPage(): string {
  return readFileSync(join(workspaceRoot, 'docs', 'connections.md'), 'utf8');
}

function recipe(): string {
  const [, ini] = /```ini\n([\s\S]*?)```/.exec(connectionsPage()) ?? [];
  if (ini === undefined) throw new Error('docs/connections.md has no recipe for PgBouncer');
  return ini;
}

/** PgBouncer before the server of the tests, as the recipe in the documentation says, on a port of loopback. */
export class PgBouncer {
  private constructor(
    private readonly child: ChildProcess,
    private readonly directory: string,
    private readonly port: number,
    private readonly server: URL,
  ) {}

  /** @param settings that differ from the recipe's */
  static async start(settings: Record<string, string | number> = {}): Promise<PgBouncer> {
    const server = new URL(process.env['TEST_DATABASE_URL'] ?? '');
    const port = await freePort();
    const directory = mkdtempSync(join(tmpdir(), 'adcp-pgbouncer-'));
    chmodSync(directory, 0o755);
    const password = decodeURIComponent(server.password);
    const write = (name: string, text: string): string => {
      const path = join(directory, name);
      writeFileSync(path, text, { mode: 0o644 });
      return path;
    };
    const users = write('userlist.txt', `"${server.username}" "${password}"\n`);
    const own: Record<string, string | number> = {
      listen_addr: '127.0.0.1',
      listen_port: port,
      auth_type: password === '' ? 'trust' : 'scram-sha-256',
      auth_file: users,
      stats_users: server.username,
      unix_socket_dir: '',
      ...settings,
    };
    const config = write('pgbouncer.ini', iniWith(own, `host=${server.hostname} port=${server.port || 5432}`));
    const user = asUser(unprivilegedUser());
    const child = spawn(program ?? 'pgbouncer', [config], { ...user, cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] });
    holdGuard(child, 'INT', user);
    const said: string[] = [];
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      if (said.push(text) > 200) said.shift();
    });
    const bouncer = new PgBouncer(child, directory, port, server);
    try {
      await until('PgBouncer', async () => {
        if (child.exitCode !== null) throw new Error(`PgBouncer ended with ${child.exitCode}`);
        return (await bouncer.show('VERSION').catch(() => undefined)) === undefined ? undefined : true;
      });
    } catch (error) {
      await bouncer.stop();
      throw new Error(`PgBouncer did not start:\n${said.join('')}`, { cause: error });
    }
    return bouncer;
  }

  /** @returns the URL of the same database, through this pooler */
  urlOf(databaseUrl: string): string {
    const url = new URL(databaseUrl);
    [url.hostname, url.port] = ['127.0.0.1', String(this.port)];
    return url.toString();
  }

  /** Asks its console, such as `SERVERS`: one row for each of its connections to Postgres. */
  async show(what: string): Promise<Record<string, unknown>[]> {
    const url = new URL(this.urlOf(this.server.toString()));
    url.pathname = '/pgbouncer';
    const client = new Client({ connectionString: url.toString(), connectionTimeoutMillis: 30_000 });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(`SHOW ${what}`)).rows;
    } finally {
      await client.end();
    }
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const ended = once(this.child, 'exit');
      // The fast way: SIGINT would wait for clients.
      this.child.kill('SIGTERM');
      await ended;
    }
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/** The recipe, for the databases of one server, with some settings replaced. */
function iniWith(settings: Record<string, string | number>, server: string): string {
  const kept = recipe()
    .split('\n')
    .filter((line) => !/^\s*$/.test(line) && !Object.keys(settings).some((name) => line.startsWith(`${name} =`)))
    .map((line) => (/^\w+ = host=/.test(line) ? `* = ${server}` : line));
  return [...kept, ...Object.entries(settings).map(([name, value]) => `${name} = ${value}`), ''].join('\n');
}
