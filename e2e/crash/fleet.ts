import { copyFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { dirname, join } from 'node:path';
import { freePort } from '@adcp-orchestrator/testing';
import { startOf } from '../../tools/shared/process-identity.mjs';
import { codeCache } from '../support/app-process';
import { type Exit, ManagedProcess } from '../support/managed-process';
import { type Service, everyService } from '../support/services';
import { bundleOf, workspaceRoot } from '../support/workspace';

const migrationMs = 60_000;
/** After a storm every process starts at once, on a machine that may be busy with other things. */
const startMs = 180_000;
/** Longer than any call that a case has under way, and the gate after it. */
const terminationMs = 120_000;

/** One replica of one service, over all its lives. */
export interface Member {
  readonly service: Service;
  readonly replica: number;
  /** The API's port, the same after every restart. */
  readonly port: number | undefined;
  process: ManagedProcess | undefined;
}

export interface Launch {
  /** Loaded before the app. */
  preload?: string;
  env?: Record<string, string>;
}

/**
 * Copies the bundles, so that a build at the same time does not change what is under test. The copies stay inside the
 * workspace, where they find node_modules.
 */
export function copyBundles(): { bundle: (app: string) => string; remove: () => void } {
  const parent = join(workspaceRoot, 'dist', 'crash');
  const directory = join(parent, String(process.pid));
  // A process id comes again. So copies under our id may be those of a run that was killed with -9, and are not under
  // test.
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  // Copies of other runs that were killed with -9 go too.
  for (const pid of readdirSync(parent).filter((name) => startOf(Number(name)) === undefined)) {
    rmSync(join(parent, pid), { recursive: true, force: true });
  }
  for (const app of [...everyService, 'migrator']) {
    mkdirSync(join(directory, app), { recursive: true });
    for (const suffix of ['', '.map'])
      copyFileSync(`${bundleOf(app)}${suffix}`, join(directory, app, `main.js${suffix}`));
  }
  return {
    bundle: (app) => join(directory, app, 'main.js'),
    remove: () => {
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/**
 * The desk, the publishers, the receiver and the observers are other people's machines. The product must not starve
 * them.
 */
function giveWay(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SYSTEM_ERROR') throw error; // it has ended already
  }
}

/** Every process of the product, several replicas of each. Each can be killed and started again by itself. */
export class Fleet {
  readonly members: Member[] = [];
  starts = 0;

  constructor(
    private env: Record<string, string>,
    private readonly bundle: (app: string) => string,
  ) {}

  /** The database of the processes that are started from now on. */
  moveTo(databaseUrl: string): void {
    this.env = { ...this.env, DATABASE_URL: databaseUrl };
  }

  /** Adds so many replicas of each service. They are numbered on, and not started yet. */
  async enlist(services: readonly Service[], replicas: number): Promise<void> {
    for (const service of services) {
      const there = this.members.filter((member) => member.service === service).length;
      for (let replica = there + 1; replica <= there + replicas; replica += 1) {
        const port = service === 'intake-api' ? await freePort() : undefined;
        this.members.push({ service, replica, port, process: undefined });
      }
    }
  }

  get apiUrls(): string[] {
    return this.members.flatMap(({ port }) => (port === undefined ? [] : [`http://127.0.0.1:${port}`]));
  }

  isRunning({ process }: Member): boolean {
    return process !== undefined && process.exit === undefined;
  }

  get running(): Member[] {
    return this.members.filter((member) => this.isRunning(member));
  }

  async migrate(): Promise<void> {
    const migrator = new ManagedProcess({ name: 'migrator', args: [this.bundle('migrator')], env: this.environment() });
    const exit = await migrator.end(migrationMs);
    if (exit.code !== 0) throw new Error(`the migrator failed:\n${migrator.output.join('\n')}`);
  }

  /** Starts a member that does not run. Does not wait until it is ready. */
  start(member: Member, { preload, env = {} }: Launch = {}): void {
    if (this.isRunning(member)) return;
    this.starts += 1;
    const bundle = this.bundle(member.service);
    const process = new ManagedProcess({
      name: `${member.service} ${member.replica}`,
      args: ['--require', codeCache, ...(preload === undefined ? [] : ['--require', preload]), bundle],
      env: {
        ...this.environment(),
        ...(member.port !== undefined && { PORT: String(member.port) }),
        CODE_CACHE: join(dirname(bundle), 'code-cache'),
        ...env,
      },
      sourceMaps: false,
    });
    giveWay(process.pid);
    member.process = process;
  }

  async startAll(): Promise<void> {
    for (const member of this.members) this.start(member);
    await Promise.all(this.members.map((member) => this.ready(member)));
  }

  async ready({ process }: Member): Promise<void> {
    await process?.ready('started', () => (process.started ? true : undefined), startMs);
  }

  isReady({ process }: Member): boolean {
    return process?.started ?? false;
  }

  /** Whether the member runs, and its last lines of output, for a person. */
  lastWords({ service, replica, process }: Member, lines: number): string {
    const state = process?.exit === undefined ? 'runs' : `ended with ${JSON.stringify(process.exit)}`;
    return `${service} ${replica} ${state}; its last words:\n  ${process?.output.slice(-lines).join('\n  ') ?? ''}`;
  }

  /** SIGKILL, at whatever instruction it is. */
  async kill({ process }: Member): Promise<void> {
    await process?.kill();
  }

  /** SIGTERM. @returns how it ended, and how long that took; null: not within two minutes, so it was killed */
  async terminate({ process }: Member): Promise<{ exit: Exit | null; ms: number }> {
    if (process === undefined) throw new Error('it was never started');
    const startedAt = Date.now();
    process.signal('SIGTERM');
    try {
      return { exit: await process.end(terminationMs), ms: Date.now() - startedAt };
    } catch {
      await process.kill();
      return { exit: null, ms: Date.now() - startedAt };
    }
  }

  /** Ends everything at once. The run has what it wanted to know. */
  async stop(): Promise<void> {
    await Promise.all(this.running.map((member) => this.kill(member)));
  }

  private environment(): Record<string, string> {
    return { ...this.env, PUBLIC_URL: this.apiUrls[0] ?? '' };
  }
}
