import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type { ApiClient, NewOperation, OperationJson } from './api-client';

export interface LoadFigures {
  requests: number;
  /** Milliseconds, from the request to the whole answer. */
  slowest: number;
  p99: number;
  /** Which one was the slowest, of which API, and when it began. */
  slowestWas: string;
  /** The slowest answer of `/healthz` of the same APIs: what the machine and the processes alone cost. */
  withoutDatabase: number;
  /** The longest that this process itself stood still, in milliseconds. On a busy machine the others do so too. */
  ownStall: number;
  /** Answers that were none, or none of 2xx. */
  failures: readonly string[];
}

const TURN_MS = 1_000;
const NANOSECONDS = 1e6;

/**
 * Desks of which each hands over, reads and lists: four requests a second. On a machine that is too busy for that, fewer.
 * It notes how long each answer took, and beside it how long the same API took for an answer without the database.
 */
export class TimedLoad {
  /** Ids of what was accepted. */
  readonly accepted: string[] = [];
  private took: number[] = [];
  private worst = { ms: 0, words: '' };
  private machine = 0;
  private failures: string[] = [];
  private readonly desks: Promise<void>[];
  private readonly stall = monitorEventLoopDelay({ resolution: 10 });
  private readonly stopping = new AbortController();
  private startedAt = Date.now();
  private asked = 0;

  /**
   * @param targets the APIs that are asked by turns
   * @param order makes what is handed over
   */
  constructor(
    private targets: readonly ApiClient[],
    private readonly order: () => NewOperation,
    desks: number,
  ) {
    this.stall.enable();
    this.desks = Array.from({ length: desks }, (_, number) => this.work((number * TURN_MS) / desks));
  }

  /** From now on these are asked. Requests to the others end where they are. */
  moveTo(...targets: ApiClient[]): void {
    this.targets = targets;
  }

  /** How many requests were answered since the figures were taken last. */
  get answered(): number {
    return this.took.length;
  }

  /** What was measured since the last time, or the start. */
  takeFigures(): LoadFigures {
    const sorted = this.took.sort((a, b) => a - b);
    const figures = {
      requests: sorted.length,
      slowest: Math.round(this.worst.ms),
      p99: Math.round(sorted[Math.floor(sorted.length * 0.99)] ?? 0),
      slowestWas: this.worst.words,
      withoutDatabase: Math.round(this.machine),
      ownStall: Math.round(this.stall.max / NANOSECONDS),
      failures: this.failures,
    };
    this.took = [];
    this.failures = [];
    this.worst = { ms: 0, words: '' };
    this.machine = 0;
    this.stall.reset();
    this.startedAt = Date.now();
    return figures;
  }

  /** Begins no more turns, and waits for the answers to those that have begun. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.desks);
    this.stall.disable();
  }

  private async work(afterMs: number): Promise<void> {
    const { signal } = this.stopping;
    let next = performance.now() + afterMs;
    while (!signal.aborted) {
      await pause(Math.max(0, next - performance.now()), undefined, { signal }).catch(() => undefined);
      next = performance.now() + TURN_MS;
      if (!this.stopping.signal.aborted) await this.turn();
    }
  }

  private async turn(): Promise<void> {
    const made = await this.timed<OperationJson>('POST', '/v1/operations', this.order());
    if (made !== undefined) this.accepted.push(made.id);
    if (made !== undefined) await this.timed('GET', `/v1/operations/${made.id}`);
    await this.timed('GET', '/v1/operations?limit=50');
    await this.timed('GET', '/v1/deliveries?limit=20');
    await this.timed('GET', '/healthz');
  }

  private async timed<T>(method: string, path: string, body?: unknown): Promise<T | undefined> {
    const number = this.asked++ % this.targets.length;
    const target = this.targets[number];
    if (target === undefined) throw new Error('there is no API to ask');
    const startedAt = performance.now();
    const among = this.targets.length;
    const second = ((Date.now() - this.startedAt) / 1_000).toFixed(1);
    try {
      const { status, body: answer } = await target.request<T>(method, path, body);
      if (status >= 200 && status < 300) return answer;
      this.failures.push(`${method} ${path}: ${status} ${JSON.stringify(answer)}`);
    } catch (error) {
      this.failures.push(`${method} ${path}: ${String(error)}`);
    } finally {
      const ms = performance.now() - startedAt;
      if (path === '/healthz') this.machine = Math.max(this.machine, ms);
      else this.note(`${method} ${path} of API ${number + 1} of ${among}, in second ${second}`, ms);
    }
    return undefined;
  }

  private note(request: string, ms: number): void {
    this.took.push(ms);
    if (ms > this.worst.ms) this.worst = { ms, words: request };
  }
}
