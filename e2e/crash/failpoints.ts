import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fleet, Launch, Member } from './fleet';
import type { Random } from './random';

/** A place between two effects of one service. The service is to be killed there once. */
export interface Failpoint {
  effect: string;
  when: 'before' | 'after';
  /** Which meeting of the effect counts, from 1. */
  occurrence: number;
  /** `start`: while the process starts; `work`: while it works on operations. */
  phase: 'start' | 'work';
}

const preload = join(__dirname, 'effects.cjs');
/** Later occurrences are of the same kind, and only the first ones are sure to come again. */
const latestOccurrence = 3;
const lookMs = 50;

export function nameOf(member: Pick<Member, 'service'>, { effect, when, occurrence, phase }: Failpoint): string {
  return `${member.service}, ${when} "${effect}" (time ${occurrence}, ${phase})`;
}

/** One process that effects.cjs controls. It records what it does, or dies where it is told to. */
export class ControlledMember {
  private readonly control: string;
  private readonly output: string;

  constructor(
    private readonly fleet: Fleet,
    readonly member: Member,
    directory: string,
  ) {
    this.control = join(directory, `${member.service}-${member.replica}.control`);
    this.output = join(directory, `${member.service}-${member.replica}.effects`);
    this.release();
  }

  get launch(): Launch {
    return { preload, env: { CRASH_CONTROL: this.control } };
  }

  record(): void {
    this.instruct({ mode: 'record', output: this.output });
  }

  /** The process lives on, whatever it does. */
  release(): void {
    this.instruct({ mode: 'off' });
  }

  arm({ effect, when, occurrence }: Failpoint): void {
    rmSync(this.output, { force: true });
    this.instruct({ mode: 'crash', effect, when, occurrence, output: this.output });
  }

  /** @returns how often each effect was met since `record`, by `before <effect>` and `after <effect>` */
  recorded(): Map<string, number> {
    return new Map(Object.entries(JSON.parse(readFileSync(this.output, 'utf8')) as Record<string, number>));
  }

  get isRunning(): boolean {
    return this.fleet.isRunning(this.member);
  }

  /** Whether it met the failpoint that it was armed with. */
  get hasCrashed(): boolean {
    return existsSync(this.output);
  }

  /** Why the process does not run, for a person. */
  get lastWords(): string {
    return this.fleet.lastWords(this.member, 10);
  }

  start(): void {
    this.fleet.start(this.member, this.launch);
  }

  async kill(): Promise<void> {
    await this.fleet.kill(this.member);
  }

  async ready(): Promise<void> {
    await this.fleet.ready(this.member);
  }

  /** Resolves when the process is ready, or died on the way. */
  async readyOrGone(): Promise<void> {
    while (this.isRunning && !this.fleet.isReady(this.member)) await sleep(lookMs);
  }

  private instruct(instruction: object): void {
    writeFileSync(`${this.control}.next`, JSON.stringify(instruction));
    renameSync(`${this.control}.next`, this.control);
  }
}

/** Two failpoints for every effect that was recorded: before it and after it. */
export function failpointsOf(
  recorded: ReadonlyMap<string, number>,
  phase: Failpoint['phase'],
  random: Random,
): Failpoint[] {
  return [...recorded]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, times]) => ({
      when: key.startsWith('before ') ? ('before' as const) : ('after' as const),
      effect: key.slice(key.indexOf(' ') + 1),
      occurrence: 1 + Math.floor(random.between(0, Math.min(times, latestOccurrence))),
      phase,
    }));
}
