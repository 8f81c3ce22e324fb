import type { IncomingMessage, ServerResponse } from 'node:http';
import { underLimit } from '../measure/under-limit';
import { readBody } from '../stub/read-body';
import { listen } from '../stub/serve';
import { StubSeller } from '../stub/stub-seller';

const LIMIT_MS = 10_000;

/** A call that arrived at the seller. */
export interface ArrivedCall {
  at: number;
  taskId: string;
  mediaBuyId: string;
}

/**
 * The seller and the desk's receiver, in the process that measures: both notice arrivals by its one clock
 * (`performance.now`).
 */
export class Stage {
  private readonly calls = new Arrivals<ArrivedCall>();
  private readonly notifications = new Arrivals<number>();
  private closing: (() => void)[] = [];
  agentUrl = '';
  receiverUrl = '';

  static async open(): Promise<Stage> {
    const stage = new Stage();
    const seller = new StubSeller((poNumber, { taskId, mediaBuyId }) => {
      stage.calls.arrive(poNumber, { at: performance.now(), taskId, mediaBuyId });
    });
    const forSeller = await listen(seller.handle);
    const forDesk = await listen((request, response) => stage.receive(request, response));
    stage.agentUrl = `http://127.0.0.1:${forSeller.port}/sellers/idle/mcp`;
    stage.receiverUrl = `http://127.0.0.1:${forDesk.port}/notifications`;
    stage.closing = [forSeller.close, forDesk.close];
    return stage;
  }

  /** @returns the call for an order. @throws Error when none comes in time */
  called(poNumber: string): Promise<ArrivedCall> {
    return underLimit(this.calls.next(poNumber), LIMIT_MS, `the call for ${poNumber}`);
  }

  /** @returns when the desk was told of it. @throws Error when it is not told in time */
  told(operationId: string, type: string): Promise<number> {
    return underLimit(this.notifications.next(`${operationId} ${type}`), LIMIT_MS, `${type} of ${operationId}`);
  }

  /** @throws Error unless so many operations were called, and told of twice, each exactly once */
  checkOnce(operations: number): void {
    if (this.calls.count !== operations) throw new Error(`${this.calls.count} calls came for ${operations} operations`);
    if (this.notifications.count !== 2 * operations)
      throw new Error(`${this.notifications.count} notifications came of ${operations} operations`);
  }

  close(): void {
    for (const close of this.closing) close();
  }

  private async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const at = performance.now();
    const { type, operation_id: id } = JSON.parse(await readBody(request)) as { type: string; operation_id: string };
    response.writeHead(204).end();
    this.notifications.arrive(`${id} ${type}`, at);
  }
}

/** What arrives under a name, before or after somebody waits for it. */
class Arrivals<T> {
  private readonly arrived = new Map<string, T>();
  private readonly waiting = new Map<string, (value: T) => void>();
  count = 0;

  arrive(name: string, value: T): void {
    this.count += 1;
    this.arrived.set(name, value);
    this.waiting.get(name)?.(value);
    this.waiting.delete(name);
  }

  next(name: string): Promise<T> {
    const there = this.arrived.get(name);
    if (there !== undefined) return Promise.resolve(there);
    return new Promise((resolve) => this.waiting.set(name, resolve));
  }
}
