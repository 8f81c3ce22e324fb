import type { ApiClient, NewSeller, OperationJson } from '../support/api-client';
import { type ExecutedCall, MeddlingProxy } from '../support/meddling-proxy';
import { type ExampleName, type Examples, exampleToken } from './examples';

type Json = Record<string, unknown>;

interface ProductJson {
  product_id: string;
  pricing_options: { pricing_option_id: string; min_spend?: number }[];
}

interface Choice {
  product_id: string;
  pricing_option_id: string;
}

interface Package extends Choice {
  budget: number;
  [term: string]: unknown;
}

/** A request for a buy, in the parts that the flows change. */
export interface Order extends Json {
  po_number: string;
  total_budget: { amount: number; currency: string };
  packages: Package[];
}

const dayMs = 86_400_000;
/** More than any product of the examples costs at least. */
const leastBudget = 60_000;
/** The examples know their publishers by the brand's domain. */
export const account = { brand: { domain: 'acmeoutdoor.example' }, operator: 'desk.example' };
const mostCalls = 60;
const ends = ['created', 'active', 'rejected', 'failed', 'canceled', 'in_doubt'];

/**
 * How a seller is registered with the desk: as it comes, with webhooks, or with an hour between two polls, so that it
 * is asked once and when the desk wants it. The last kind is made anew for each flow.
 */
export type Registration = 'plain' | 'webhooks' | 'polled' | 'deciding';

/** One example seller behind its proxy, registered with the desk, and what a desk and an auditor know about it. */
export class SellerUnderTest {
  private orders = 0;
  private product: Promise<Choice> | undefined;

  private constructor(
    readonly name: ExampleName,
    readonly desk: ApiClient,
    readonly examples: Examples,
    readonly proxy: MeddlingProxy,
  ) {}

  static async start(name: ExampleName, desk: ApiClient, examples: Examples): Promise<SellerUnderTest> {
    const seller = new SellerUnderTest(name, desk, examples, await MeddlingProxy.start(examples.urlOf(name)));
    const signed = { mode: 'rfc9421', jwks_uri: examples.keysUrl } as const;
    await seller.register('plain');
    await seller.register('webhooks', { webhooks: signed });
    const limits = { min_poll_seconds: 3600 };
    for (const registration of ['polled', 'deciding'] as const) await seller.register(registration, { limits });
    return seller;
  }

  id(registration: Registration): string {
    return `${this.name}-${registration}`;
  }

  /** A desk first asks the seller what it sells. No two orders have the same budget. */
  async order(word: string): Promise<Order> {
    this.product ??= this.choose();
    const budget = leastBudget + ++this.orders;
    return {
      account,
      brand: account.brand,
      po_number: `${this.name}-${word}-${this.orders}`,
      start_time: new Date(Date.now() + 7 * dayMs).toISOString(),
      end_time: new Date(Date.now() + 37 * dayMs).toISOString(),
      total_budget: { amount: budget, currency: 'USD' },
      packages: [{ ...(await this.product), budget }],
    };
  }

  async buy(order: Order, registration: Registration = 'plain'): Promise<OperationJson> {
    return await this.desk.post({ type: 'create_media_buy', seller_id: this.id(registration), request: order });
  }

  /** @returns how the operation ended, and by whose word or for which reason, and how many media buys the seller has */
  async end(accepted: OperationJson): Promise<string> {
    const ended = await this.desk.awaitStatus(accepted.id, ...ends);
    const timeline = await this.desk.timeline(ended.id);
    // A buy that delivers was booked before. The booking is how the operation ended.
    const last = timeline.findLast(({ kind, from_status: from }) => kind === 'transition' && from !== 'created');
    const why = ended.error === null ? `by ${last?.source ?? 'nobody'}` : `(${ended.error.code})`;
    return `${last?.to_status ?? ended.status} ${why}, ${await this.bookings(ended)}`;
  }

  /** The media buys that the seller has for this order: by its own books, or, where it shows none, by its answers. */
  async bookings({ po_number: poNumber }: OperationJson): Promise<string> {
    const calls = this.proxy.callsFor(poNumber ?? '');
    const booked =
      this.name === 'guaranteed' || this.name === 'non-guaranteed'
        ? await this.inTheBooks(calls.map(({ arguments: args }) => (args as Order).total_budget.amount))
        : this.inItsAnswers(calls);
    const count = new Set(booked).size;
    return count === 1 ? '1 booking' : `${count} bookings`;
  }

  /**
   * The hybrid seller forgets its buys when it restarts, and the error-compliant one keeps none. Their answers are all
   * there is.
   */
  private inItsAnswers(calls: readonly ExecutedCall[]): string[] {
    const remembered = this.name === 'hybrid' ? calls.filter(({ at }) => at >= this.examples.startedAt) : calls;
    return remembered.flatMap(({ answer }) => /"(?:media_buy_id|task_id)":"([^"]+)"/.exec(answer)?.[1] ?? []);
  }

  /** The ids of the buys with these budgets. The ad servers' orders can be told apart only by their budgets. */
  async inTheBooks(budgets: readonly number[]): Promise<string[]> {
    const { media_buys: buys } = await this.examples.call<{
      media_buys: { media_buy_id: string; total_budget: number }[];
    }>(this.name, 'get_media_buys', { account });
    return buys.filter((buy) => budgets.includes(buy.total_budget)).map((buy) => buy.media_buy_id);
  }

  /**
   * Asks until the seller refuses. @returns an instant at which it still refuses, within its last second, and one after
   */
  async useUpItsLimit(): Promise<{ lastInstant: number; over: number }> {
    const client = await this.examples.client(this.name);
    try {
      for (let calls = 0; calls < mostCalls; calls++) {
        const asked = Date.now();
        const { structuredContent: answer } = await client.callTool({ name: 'get_adcp_capabilities' });
        const { adcp_error: error } = answer as { adcp_error?: { code: string; retry_after: number } };
        if (error === undefined) continue;
        // The seller rounds up.
        return { lastInstant: asked + (error.retry_after - 1) * 1000, over: Date.now() + error.retry_after * 1000 + 1 };
      }
    } finally {
      await client.close();
    }
    throw new Error(`${this.name} answered ${mostCalls} calls without a limit`);
  }

  private async register(registration: Registration, more: Partial<NewSeller> = {}): Promise<void> {
    await this.desk.addSeller({
      id: this.id(registration),
      name: `SDK example, ${this.name}`,
      agent_url: `${this.proxy.url}/mcp`,
      dialect: 'adcp-v3',
      auth: { scheme: 'bearer', token: exampleToken },
      ...more,
    });
  }

  private async choose(): Promise<Choice> {
    const { products } = await this.examples.call<{ products: ProductJson[] }>(this.name, 'get_products', {
      buying_mode: 'brief',
      brief: 'Outdoor video in the second quarter',
      brand: account.brand,
      account,
    });
    for (const {
      product_id: product,
      pricing_options: [option],
    } of products) {
      if (option === undefined || (option.min_spend ?? 0) > leastBudget) continue;
      return { product_id: product, pricing_option_id: option.pricing_option_id };
    }
    throw new Error(`nothing to buy: ${JSON.stringify(products)}`);
  }
}
