import { setTimeout as sleep } from 'node:timers/promises';
import type { OperationJson, Reply } from '../support/api-client';
import type { Order } from './orders';
import type { Random } from './random';

const requestMs = 20_000;
/** The API may be killed at one start after another, and on a slow machine a start takes half a minute. */
const patienceMs = 600_000;
/** How often the desk sends the same request twice, as impatient clients do. */
const repeatChance = 0.15;

interface LastReply<T> extends Reply<T> {
  /** Earlier requests got no answer. What they asked for may have been done, and this one then finds it done. */
  mayHaveBeenDoneBefore: boolean;
}

/**
 * A trading desk that does what the API's documentation asks. It sends a request again, under the same Idempotency-Key,
 * until it has an answer. It remembers what it was promised (202 or 200), and notes what it must never see.
 */
export class PatientApiClient {
  /** The promised operation by idempotency key. */
  readonly promised = new Map<string, string>();
  /** Answers to posts by status; 0: no answer. */
  readonly answers = new Map<number, number>();
  readonly problems: string[] = [];
  /** Requests that had to be sent again, and why. Posts of operations are not among them. */
  readonly askedAgain: { path: string; at: string; why: string }[] = [];

  constructor(
    private readonly urls: readonly string[],
    private readonly key: string,
    private readonly random: Random,
  ) {}

  /** Who asks. */
  get headers(): Record<string, string> {
    return { authorization: `Bearer ${this.key}` };
  }

  /** @returns the promised operation's id; null when nothing was promised in ten minutes, which is noted */
  async handOver(order: Order): Promise<string | null> {
    const repeated = this.random.next() < repeatChance;
    const [id] = await Promise.all([
      this.postUntilPromised(order),
      ...(repeated ? [this.postUntilPromised(order)] : []),
    ]);
    return id;
  }

  /** Asks again while nobody answers, or while the service says that it cannot now. @throws Error after ten minutes */
  async request<T>(method: string, path: string, body?: unknown): Promise<LastReply<T>> {
    const until = Date.now() + patienceMs;
    let lost = 0;
    let refused = 0;
    for (;;) {
      const at = new Date().toISOString();
      const reply = await this.once<T>(method, path, body, {});
      const answered = typeof reply !== 'string';
      if (answered && reply.status !== 503) return { ...reply, mayHaveBeenDoneBefore: lost > 0 && refused === 0 };
      const last = answered ? `${reply.status} ${JSON.stringify(reply.body)}` : reply;
      if (Date.now() > until) {
        throw new Error(`${method} ${path} was not answered in ${patienceMs / 1000} s; the last answer: ${last}`);
      }
      if (answered) refused += 1;
      else lost += 1;
      this.askedAgain.push({ path, at, why: last });
      await sleep(this.random.between(50, 400));
    }
  }

  private async postUntilPromised(order: Order): Promise<string | null> {
    const until = Date.now() + patienceMs;
    while (Date.now() < until) {
      const reply = await this.once<OperationJson>('POST', '/v1/operations', order.operation, {
        'idempotency-key': order.idempotencyKey,
      });
      const status = typeof reply === 'string' ? 0 : reply.status;
      this.answers.set(status, (this.answers.get(status) ?? 0) + 1);
      if (typeof reply !== 'string') {
        if (status === 202 || status === 200) return this.remember(order, reply.body.id);
        this.judge(reply);
      }
      if (status >= 400 && status < 500) return null;
      await sleep(this.random.between(50, 400));
    }
    this.problems.push(`${order.idempotencyKey} was not accepted in ${patienceMs / 1000} s`);
    return null;
  }

  private remember(order: Order, id: string): string {
    const known = this.promised.get(order.idempotencyKey);
    if (known !== undefined && known !== id) {
      this.problems.push(`${order.idempotencyKey} was promised twice, as ${known} and as ${id}`);
    }
    this.promised.set(order.idempotencyKey, known ?? id);
    return id;
  }

  /** While a datastore is away, the API says so, and when to come back. Anything else is a fault of the API. */
  private judge({ status, headers, body }: Reply): void {
    if (status === 503 && headers.get('retry-after') !== null) return;
    const words = JSON.stringify(body);
    this.problems.push(
      status === 503 ? `a 503 without Retry-After: ${words}` : `a post was answered with ${status}: ${words}`,
    );
  }

  /** @returns why there was no answer, when there was none: the process is away, or died in the middle */
  private async once<T>(
    method: string,
    path: string,
    body: unknown,
    headers: Record<string, string>,
  ): Promise<Reply<T> | string> {
    let response: Response;
    let text: string;
    try {
      response = await fetch(`${this.random.pick(this.urls)}${path}`, {
        method,
        headers: {
          ...this.headers,
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        body: body === undefined ? undefined : JSON.stringify(body),
        signal: AbortSignal.timeout(requestMs),
      });
      text = await response.text();
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      return `no answer: ${error.cause instanceof Error ? error.cause.message : error.message}`;
    }
    return { status: response.status, headers: response.headers, body: (text === '' ? null : JSON.parse(text)) as T };
  }
}
