import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, type Readable as Stream, type Writable } from 'node:stream';
import { run } from '../src/run';
import type { Sink } from '../src/world';

export interface Ran {
  code: number;
  out: string;
  err: string;
}

export interface RunOptions {
  env?: Record<string, string>;
  /** What comes by stdin. */
  input?: string;
  /** Whether stdout is a terminal. */
  terminal?: boolean;
  /** What a person types at a terminal when asked. */
  answer?: string;
  now?: Date;
}

/** A home directory of its own, and the command line in this process. */
export class CliUnderTest {
  readonly home = mkdtempSync(join(tmpdir(), 'ado-'));

  constructor(private readonly env: Record<string, string>) {}

  /** @returns what it printed, and how a process would end */
  async run(args: readonly string[], { env, input, terminal = false, answer, now }: RunOptions = {}): Promise<Ran> {
    const out = new Kept(terminal);
    const err = new Kept(terminal);
    const typed = answer ?? input;
    const stdin = Object.assign(Readable.from(typed === undefined ? [] : [Buffer.from(typed)]), {
      isTTY: answer !== undefined,
    });
    const code = await run(args, {
      env: { ...this.env, ...env },
      stdin,
      stdout: out,
      stderr: err,
      home: this.home,
      signal: new AbortController().signal,
      now: () => now ?? new Date(),
    });
    return { code, out: out.text, err: err.text };
  }

  /** @returns the parsed answer of a command with `--json`, which has to succeed */
  async json<T>(args: readonly string[], options: RunOptions = {}): Promise<T> {
    const { code, out, err } = await this.run([...args, '--json'], options);
    if (code !== 0) throw new Error(`ado ${args.join(' ')} ended with ${code}: ${err}`);
    return JSON.parse(out) as T;
  }

  remove(): void {
    rmSync(this.home, { recursive: true, force: true });
  }
}

class Kept implements Sink {
  text = '';
  readonly columns = 160;

  constructor(readonly isTTY: boolean) {}

  write(text: string): boolean {
    this.text += text;
    return true;
  }
}

export const launcher = join(__dirname, '../bin/ado.mjs');

/** The command line in a process of its own, as `npx ado` starts it. */
export function startCli(
  args: readonly string[],
  env: Record<string, string>,
): ChildProcessByStdio<Writable, Stream, Stream> {
  const { PATH = '' } = process.env;
  return spawn(process.execPath, [launcher, ...args], {
    env: { PATH, HOME: tmpdir(), ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

/** @returns what such a process printed, and how it ended; a signal counts as -1 */
export async function runProcess(args: readonly string[], env: Record<string, string>, input = ''): Promise<Ran> {
  return ended(startCli(args, env), input);
}

/** The same, where no file may grow beyond so many KiB: a write is cut short there, as on a full disk. */
export async function runWithFileLimit(
  limitKiB: number,
  args: readonly string[],
  env: Record<string, string>,
): Promise<Ran> {
  const { PATH = '' } = process.env;
  const limited = ['-c', `ulimit -f ${limitKiB} && exec "$@"`, 'bash', process.execPath, launcher, ...args];
  return ended(spawn('bash', limited, { env: { PATH, HOME: tmpdir(), ...env }, stdio: ['pipe', 'pipe', 'pipe'] }));
}

async function ended(child: ReturnType<typeof startCli>, input = ''): Promise<Ran> {
  child.stdin.end(input);
  const [out, err, code] = await Promise.all([
    textOf(child.stdout),
    textOf(child.stderr),
    new Promise<number>((resolve) =>
      child.once('close', (exit) => {
        resolve(exit ?? -1);
      }),
    ),
  ]);
  return { code, out, err };
}

async function textOf(stream: Stream): Promise<string> {
  let text = '';
  for await (const chunk of stream) text += String(chunk);
  return text;
}
