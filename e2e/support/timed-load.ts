import { setTimeout as pause } from 'node:timers/promises';
import type { ApiClient, NewOperation, OperationJson } from './api-client';

export interface LoadFigures {
  requests: number;
  /** Milliseconds. */
  slowest: number;
  p99: number;
  /** Answers that were none, or none of 2xx. */
  failures: string[];
}

/** Desks that hand over, read and list all the time, and note how long each request took. */
export class TimedLoad {
  /** Ids of what was accepted. */
  readonly accepted: string[] = [];
  private readonly took: number[] = [];
  private readonly failures: string[] = [];
  private readonly desks: Promise<void>[];
  private isStopped = false;

  /**
   * @param targets the APIs that are asked by turns; may change meanwhile
   * @param order makes what is handed over
   */
  constructor(
    private readonly targets: ApiClient[],
    private readonly order: () => NewOperation,
    desks = 6,
  ) {
    this.desks = Array.from({ length: desks }, (_, number) => this.work(number));
  }

  get figures(): LoadFigures {
    const sorted = [...this.took].sort((a, b) => a - b);
    return {
      requests: sorted.length,
      slowest: Math.round(sorted.at(-1) ?? 0),
      p99: Math.round(sorted[Math.floor(sorted.length * 0.99)] ?? 0),
      failures: this.failures,
    };
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    await Promise.all(this.desks);
  }

  private async work(number: number): Promise<void> {
    for (let turn = number; !this.isStopped; turn += 1) {
      const target = this.targets[turn % this.targets.length];
      if (target === undefined) throw new Error('there is no API to ask');
      const made = await this.timed<OperationJson>(target, 'POST', '/v1/operations', this.order());
      if (made !== undefined) {
        this.accepted.push(made.id);
        await this.timed(target, 'GET', `/v1/operations/${made.id}`);
        await this.timed(target, 'GET', '/v1/operations?limit=50');
        await this.timed(target, 'GET', `/v1/deliveries?limit=20`);
      }
      await pause(150);
    }
  }

  private async timed<T>(target: ApiClient, method: string, path: string, body?: unknown): Promise<T | undefined> {
    const startedAt = performance.now();
    try {
      const { status, body: answer } = await target.request<T>(method, path, body);
      if (status >= 200 && status < 300) return answer;
      this.failures.push(`${method} ${path}: ${status} ${JSON.stringify(answer)}`);
    } catch (error) {
      this.failures.push(`${method} ${path}: ${String(error)}`);
    } finally {
      this.took.push(performance.now() - startedAt);
    }
    return undefined;
  }
}
