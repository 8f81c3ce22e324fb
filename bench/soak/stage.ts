import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Product } from '../context';
import { callApi } from '../measure/call-api';
import { StreamReader } from '../streams/reader';
import type { Manner } from '../stub/order-book';
import { readBody } from '../stub/read-body';
import { listen } from '../stub/serve';
import { StubSeller } from '../stub/stub-seller';
import { Journal } from './journal';
import { type Webhook, sendWebhook } from '../stub/send-webhook';

/** Publishers of each kind: those that book at once, those whose people decide, and those that send webhooks. */
const SELLERS_OF_A_KIND = 8;
const kinds = ['at-once', 'person', 'webhook'] as const;

/** As sellers do: a webhook that is not taken in time, because the machine is busy, comes again. */
const WEBHOOK_ATTEMPTS = 5;
const WEBHOOK_PAUSE_MS = 1_000;

/** People take 1 to 5 s, spread evenly and the same in every run. */
const personMs = (order: number): number => 1_000 + ((order * 617) % 4_000);

/**
 * The world around the service, in the process that measures: publishers, the desk's receiver and its reader of events
 * notice arrivals by one clock.
 */
export class Stage {
  readonly journal = new Journal((seller, poNumber) => {
    this.seller.forget(seller, poNumber);
  });
  /** What must not happen, such as a webhook that was refused. */
  readonly problems: string[] = [];
  readonly sellers = kinds.flatMap((kind) => Array.from({ length: SELLERS_OF_A_KIND }, (_, n) => `${kind}-${n}`));
  private readonly webhooks = new Map<string, Webhook>();
  private readonly seller = new StubSeller(
    (poNumber, { mediaBuyId, taskId }, seller) => {
      this.journal.book(poNumber);
      if (seller.startsWith('at-once')) this.journal.answer(poNumber, 'tell');
      const webhook = this.webhooks.get(seller);
      if (webhook === undefined) return;
      const number = Number(taskId.slice('task_'.length));
      setTimeout(() => void this.announce(webhook, poNumber, taskId, mediaBuyId), personMs(number));
    },
    (seller) => this.mannerOf(seller),
  );
  private closing: (() => void)[] = [];

  /** Opens all, and tells the service about it. */
  static async open(product: Product): Promise<Stage> {
    const stage = new Stage();
    const forSellers = await listen(stage.seller.handle);
    const forDesk = await listen((request, response) => stage.receive(request, response));
    stage.closing = [forSellers.close, forDesk.close];
    await callApi(product, 'POST', '/v1/subscriptions', {
      url: `http://127.0.0.1:${forDesk.port}/notifications`,
      events: ['operation.pending_approval', 'operation.created'],
    });
    for (const id of stage.sellers) await stage.introduce(product, id, forSellers.port);
    const reader = await StreamReader.open(product.url, product.key, (id, type) => {
      if (type === 'operation.created') stage.journal.hear(id);
    });
    stage.closing.push(() => {
      reader.close();
    });
    return stage;
  }

  close(): void {
    for (const close of this.closing) close();
  }

  private async introduce(product: Product, id: string, port: number): Promise<void> {
    const secret = randomBytes(24).toString('hex');
    const hasWebhooks = id.startsWith('webhook');
    const { webhook_urls: urls } = await callApi<{ webhook_urls: { hitl_tasks: string } }>(
      product,
      'POST',
      '/v1/sellers',
      {
        id,
        name: id,
        agent_url: `http://127.0.0.1:${port}/sellers/${id}/mcp`,
        dialect: 'hitl-v1',
        ...(hasWebhooks && { webhooks: { mode: 'bearer', secret } }),
      },
    );
    if (hasWebhooks) this.webhooks.set(id, { url: urls.hitl_tasks, secret });
  }

  private mannerOf(seller: string): Manner {
    return {
      atOnce: seller.startsWith('at-once'),
      afterMs: personMs,
      onShown: (poNumber) => {
        this.journal.answer(poNumber, 'poll');
      },
    };
  }

  private async announce(webhook: Webhook, poNumber: string, taskId: string, mediaBuyId: string): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await sendWebhook(webhook, taskId, mediaBuyId);
        this.journal.answer(poNumber, 'tell');
        return;
      } catch (error) {
        if (attempt < WEBHOOK_ATTEMPTS) {
          await sleep(attempt * WEBHOOK_PAUSE_MS);
          continue;
        }
        this.problems.push(`the webhook of ${poNumber}: ${error instanceof Error ? error.message : String(error)}`);
        return;
      }
    }
  }

  private async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { type, operation_id: id } = JSON.parse(await readBody(request)) as { type: string; operation_id: string };
    if (type === 'operation.created') this.journal.tell(id);
    response.writeHead(204).end();
  }
}
