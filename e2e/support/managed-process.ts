import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { ProcessNews } from '@adcp-orchestrator/platform';
import { nodeOptions } from '../../tools/shared/node-options';
import { until } from './until';
import { workspaceRoot } from './workspace';

const keptLines = 400;
const printedLines = 60;
/** For a process that has not said how long it takes to stop. */
const stopMs = 20_000;
/** Ends the process when this one is gone, even by kill -9, so that no test leaves anything behind. */
const leash = join(workspaceRoot, 'tools', 'supervisor', 'leash.cjs');

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface ProcessOptions {
  name: string;
  /** Arguments of Node: its own options, the script, the script's arguments. */
  args: readonly string[];
  env: Record<string, string>;
  /** False: no source maps are read, as in the image. Reading them takes a third of a process's start. */
  sourceMaps?: boolean;
}

/** Whether a test or hook of this file failed. failure-watch.cjs sets it. */
function somethingFailed(): boolean {
  return (globalThis as { somethingFailed?: boolean }).somethingFailed === true;
}

/** A Node process of the system under test. Its output is kept, and shown when something failed. */
export class ManagedProcess {
  private static readonly alive = new Set<ManagedProcess>();

  /** SIGKILL to every process that still runs. A run that is broken off leaves nothing behind. */
  static killAll(): void {
    for (const process of ManagedProcess.alive) process.signal('SIGKILL');
  }

  readonly name: string;
  private readonly child: ChildProcess;
  private readonly lines: string[] = [];
  private readonly told: ProcessNews[] = [];
  private ended: Exit | undefined;
  private readonly exited: Promise<void>;

  constructor({ name, args, env, sourceMaps = true }: ProcessOptions) {
    this.name = name;
    const { PATH = '', HOME = '' } = process.env;
    this.child = spawn(
      process.execPath,
      ['--require', leash, ...(sourceMaps ? ['--enable-source-maps'] : []), ...nodeOptions, ...args],
      {
        cwd: workspaceRoot,
        env: { PATH, HOME, ...env },
        stdio: ['pipe', 'pipe', 'pipe', 'ipc'],
      },
    );
    ManagedProcess.alive.add(this);
    this.keep(this.child.stdout);
    this.keep(this.child.stderr);
    // The leash passes on what the app tells its starter.
    this.child.on('message', (news) => this.told.push(news as ProcessNews));
    this.exited = once(this.child, 'exit').then(([code, signal]: unknown[]) => {
      this.ended = { code: code as number | null, signal: signal as NodeJS.Signals | null };
      ManagedProcess.alive.delete(this);
    });
  }

  get pid(): number {
    const { pid } = this.child;
    if (pid === undefined) throw new Error(`${this.name} could not be started`);
    return pid;
  }

  get output(): readonly string[] {
    return this.lines;
  }

  /** The port of its internal listener, once it listens there. */
  get internalPort(): number | undefined {
    return this.listening?.internalPort;
  }

  /** How long it may take from SIGTERM to its end, once it has said so. */
  get stopSeconds(): number | undefined {
    return this.listening?.stopSeconds;
  }

  /** Whether the app says that it does its work. */
  get started(): boolean {
    return this.told.some(({ kind }) => kind === 'started');
  }

  get exit(): Exit | undefined {
    return this.ended;
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** @throws Error when the process does not end in time */
  async end(timeoutMs: number): Promise<Exit> {
    return await until(`${this.name} to end`, () => this.ended, { timeoutMs });
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.exited;
  }

  /** SIGTERM, then SIGKILL if that does not end it. @returns how it ended; null when it had to be killed */
  async stop(): Promise<Exit | null> {
    if (this.ended !== undefined) return this.ended;
    this.child.kill('SIGTERM');
    try {
      return await this.end((this.stopSeconds ?? 0) * 1000 + stopMs);
    } catch {
      await this.kill(); // that it did not obey is the caller's to judge: it gets null
      return null;
    }
  }

  /** Waits for a sign of readiness. A process that ends instead is an error at once, with its last lines. */
  async ready<T>(what: string, probe: () => Promise<T | undefined> | T | undefined, timeoutMs = 90_000): Promise<T> {
    return await until(
      `${this.name}: ${what}`,
      () => {
        if (this.ended === undefined) return probe();
        throw new Error(`${this.name} ended (${JSON.stringify(this.ended)}) before it was ready:\n${this.tail()}`);
      },
      { timeoutMs, seen: () => `its output:\n${this.tail()}` },
    );
  }

  /** Prints the last lines of output, if a test of this file failed. */
  reportIfFailed(): void {
    if (somethingFailed()) process.stderr.write(`\n--- ${this.name} (pid ${this.pid}) ---\n${this.tail()}\n`);
  }

  private get listening(): Extract<ProcessNews, { kind: 'listening' }> | undefined {
    return this.told.find((news) => news.kind === 'listening');
  }

  private tail(): string {
    return this.lines.slice(-printedLines).join('\n');
  }

  private keep(stream: NodeJS.ReadableStream | null): void {
    let rest = '';
    stream?.setEncoding('utf8');
    stream?.on('data', (chunk: string) => {
      const parts = (rest + chunk).split('\n');
      rest = parts.pop() ?? '';
      this.lines.push(...parts);
      if (this.lines.length > keptLines) this.lines.splice(0, this.lines.length - keptLines);
    });
  }
}
