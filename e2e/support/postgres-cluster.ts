import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '@adcp-orchestrator/testing';
import { asUser, unprivilegedUser } from '../../tools/datastore/unprivileged-user';
import { postgresStopSteps } from '../../tools/datastore/postmaster';
import { holdGuard } from '../../tools/supervisor/guard';
import { Part } from '../../tools/supervisor/part';
import { until } from './until';

const run = promisify(execFile);
const INSTALLED = '/usr/lib/postgresql';
const SUPERUSER = 'adcp';
const COMMAND_MS = 120_000;
const START_MS = 60_000;

/** @returns where Debian keeps the newest Postgres with its client programs, which the embedded one does not have */
function binaries(): string {
  const releases = existsSync(INSTALLED) ? readdirSync(INSTALLED).map(Number).filter(Number.isFinite) : [];
  const newest = releases.sort((left, right) => right - left)[0];
  const bin = newest === undefined ? '' : join(INSTALLED, String(newest), 'bin');
  if (!['initdb', 'postgres', 'pg_dump', 'pg_restore', 'pg_basebackup'].every((name) => existsSync(join(bin, name)))) {
    throw new Error(`${INSTALLED} has no Postgres with its client programs: apt-get install postgresql`);
  }
  return bin;
}

/** A Postgres of Debian's on a free port of loopback, with programs for backups. As root it runs as an ordinary user. */
export class PostgresCluster {
  private readonly bin = binaries();
  private readonly user = unprivilegedUser();
  private part: Part | undefined;
  private port = 0;

  private constructor(
    /** All files of the cluster are in it. */
    readonly directory: string,
    private readonly password: string,
    private settings: Readonly<Record<string, string>>,
  ) {}

  /** Makes a new cluster, and starts it. @param parent can be entered by everybody */
  static async create(parent: string, name: string, settings: Record<string, string> = {}): Promise<PostgresCluster> {
    const cluster = new PostgresCluster(join(parent, name), randomBytes(12).toString('hex'), settings);
    cluster.own(cluster.directory);
    const passwordFile = join(parent, `${name}.password`);
    writeFileSync(passwordFile, cluster.password);
    cluster.give(passwordFile);
    await cluster.command('initdb', [
      ...['-D', cluster.data, '-U', SUPERUSER, `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8'],
      ...['--locale=C', '--no-sync'],
    ]);
    await cluster.start();
    return cluster;
  }

  /** A copy of all of this cluster's files, as they stream while it works; not started. */
  async baseBackup(parent: string, name: string, settings: Record<string, string> = {}): Promise<PostgresCluster> {
    const copy = new PostgresCluster(join(parent, name), this.password, settings);
    copy.own(copy.directory);
    await this.command('pg_basebackup', [
      ...['-h', '127.0.0.1', '-p', String(this.port), '-U', SUPERUSER, '-D', copy.data],
      ...['--checkpoint=fast', '--wal-method=stream', '--no-sync'],
    ]);
    return copy;
  }

  get data(): string {
    return join(this.directory, 'data');
  }

  url(database: string): string {
    return `postgres://${SUPERUSER}:${this.password}@127.0.0.1:${this.port}/${database}`;
  }

  /** Makes a directory that the server may write to. */
  own(directory: string): void {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    this.give(directory);
  }

  /** For the next start. @param value null: as Postgres has it */
  set(name: string, value: string | null): void {
    const others = Object.entries(this.settings).filter(([known]) => known !== name);
    this.settings = Object.fromEntries(value === null ? others : [...others, [name, value]]);
  }

  /** Has Postgres recover, when it is started, as the settings say. */
  recover(): void {
    const signal = join(this.data, 'recovery.signal');
    writeFileSync(signal, '');
    this.give(signal);
  }

  async start(): Promise<void> {
    this.port = await freePort();
    const settings = {
      listen_addresses: '127.0.0.1',
      port: String(this.port),
      unix_socket_directories: '',
      fsync: 'off',
      max_connections: '200',
      ...this.settings,
    };
    const args = ['-D', this.data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
    this.part = new Part({
      name: 'postgres',
      launch: () => {
        const child = spawn(join(this.bin, 'postgres'), args, {
          ...asUser(this.user),
          cwd: '/',
          env: { PATH: process.env['PATH'], TZ: 'UTC', LC_ALL: 'C' },
          stdio: ['ignore', 'pipe', 'pipe'],
          detached: true,
        });
        if (child.pid !== undefined) holdGuard(child, 'INT', asUser(this.user));
        return child;
      },
      stopSteps: () => [...postgresStopSteps],
    });
    this.part.start();
    const ready = () =>
      this.client('psql', 'postgres', ['-c', 'SELECT 1']).then(
        () => true as const,
        () => undefined,
      );
    await until(`Postgres to start in ${this.directory}`, ready, { timeoutMs: START_MS });
  }

  async stop(): Promise<void> {
    await this.part?.stop();
  }

  async createDatabase(name: string): Promise<string> {
    await this.sql('postgres', `CREATE DATABASE ${name}`);
    return this.url(name);
  }

  /** As an administrator does it: with `pg_dump`, while everything works. */
  async dump(database: string, file: string): Promise<void> {
    await this.client('pg_dump', database, ['--format=custom', `--file=${file}`]);
  }

  /** Starts a `pg_dump` that writes to its standard output, which the caller reads. @param name of its session */
  startDump(database: string, name: string): ChildProcess {
    return spawn(join(this.bin, 'pg_dump'), this.at(database), {
      ...asUser(this.user),
      cwd: '/',
      env: { ...this.environment, PGAPPNAME: name },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  /** Into a database that is empty. */
  async restoreDump(file: string, database: string): Promise<void> {
    // The roles belong to the cluster, and no dump has them.
    await this.sql('postgres', 'CREATE ROLE adcp_api NOLOGIN; CREATE ROLE adcp_service NOLOGIN');
    await this.client('pg_restore', database, ['--exit-on-error', file]);
  }

  /** @returns what the statement printed, without headings */
  async sql(database: string, statement: string): Promise<string> {
    return (await this.client('psql', database, ['-qAt', '-v', 'ON_ERROR_STOP=1', '-c', statement])).trim();
  }

  private client(program: string, database: string, args: readonly string[]): Promise<string> {
    return this.command(program, [...this.at(database), ...args]);
  }

  private at(database: string): string[] {
    return ['-h', '127.0.0.1', '-p', String(this.port), '-U', SUPERUSER, '-d', database];
  }

  private get environment(): NodeJS.ProcessEnv {
    const { PATH } = process.env;
    return { PATH, TZ: 'UTC', LC_ALL: 'C', PGPASSWORD: this.password, PGCONNECT_TIMEOUT: '5' };
  }

  private async command(program: string, args: readonly string[]): Promise<string> {
    const { stdout } = await run(join(this.bin, program), args, {
      ...asUser(this.user),
      cwd: '/',
      env: this.environment,
      timeout: COMMAND_MS,
      maxBuffer: 16 * 1024 * 1024,
    });
    return stdout;
  }

  private give(path: string): void {
    if (this.user !== undefined) chownSync(path, this.user.uid, this.user.gid);
  }
}
