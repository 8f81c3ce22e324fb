import type { ApiClient, NewOperation, NewSeller, OperationJson, SellerJson } from './api-client';
import type { QueueBackendUnderTest } from './queue-backends';
import { SandboxSeller, sandboxToken } from './sandbox-seller';
import { Stack, type StackOptions } from './stack';
import { Subscriber } from './subscriber';
import { until } from './until';

/** Starting everything takes seconds, and on a busy machine many. */
export const sceneMs = 180_000;

type Dialect = NewSeller['dialect'];

/** A running product, publishers that it buys from, and a subscriber to whom it owes notifications. */
export class Scene {
  private readonly dialects = new Map<string, Dialect>();
  private orders = 0;

  private constructor(
    readonly stack: Stack,
    readonly sandbox: SandboxSeller,
    readonly subscriber: Subscriber,
  ) {}

  static async start(
    queue: QueueBackendUnderTest,
    options: Omit<StackOptions, 'queue'> & { journal?: string } = {},
  ): Promise<Scene> {
    const { journal, ...stackOptions } = options;
    const [stack, sandbox, subscriber] = await Promise.all([
      Stack.start({ queue, ...stackOptions }),
      SandboxSeller.start(journal),
      Subscriber.start(),
    ]);
    subscriber.useSecret(await stack.desk.subscribe(subscriber.url));
    return new Scene(stack, sandbox, subscriber);
  }

  get desk(): ApiClient {
    return this.stack.desk;
  }

  /** Registers a publisher of the sandbox with the desk. */
  async addSeller(dialect: Dialect, id: string, more: Partial<NewSeller> = {}): Promise<SellerJson> {
    this.dialects.set(id, dialect);
    return await this.desk.addSeller({
      id,
      name: `Sandbox ${id}`,
      agent_url: this.sandbox.agentUrl(dialect, id),
      dialect,
      // The guide's servers take their credential in a header of their own.
      auth:
        dialect === 'hitl-v1'
          ? { scheme: 'header', header: 'x-adcp-auth', token: sandboxToken }
          : { scheme: 'bearer', token: sandboxToken },
      ...more,
    });
  }

  /**
   * Waits for the comparison that every new seller gets. If it came between a publisher's decision and the webhook, it
   * would find the outcome first.
   */
  async awaitComparison(...ids: string[]): Promise<void> {
    for (const id of ids) {
      await until(`the first comparison with ${id}`, async () =>
        (await this.desk.comparedAt(id)) === null ? undefined : true,
      );
    }
  }

  /** A request for a buy. The scenario stands in front of its purchase order, and tells the sandbox how to treat it. */
  order(seller: string, scenario: string): NewOperation {
    const dialect = this.dialects.get(seller);
    if (dialect === undefined) throw new Error(`the scene has no seller "${seller}"`);
    const poNumber = `${scenario}-order-${++this.orders}`;
    const request = dialect === 'hitl-v1' ? hitlRequest(poNumber) : adcpRequest(poNumber);
    return { type: 'create_media_buy', seller_id: seller, request, user_id: 'trader@desk.example' };
  }

  async buy(seller: string, scenario: string, more: Partial<NewOperation> = {}): Promise<OperationJson> {
    return await this.desk.post({ ...this.order(seller, scenario), ...more });
  }

  /** A person at the publisher decides the task that an operation waits for. */
  async decide(operation: OperationJson, decision: 'approve' | { reject: string }): Promise<void> {
    const task = await this.sandbox.awaitTask(operation.seller_id, operation.po_number ?? '');
    if (decision === 'approve') await this.sandbox.approve(task.task_id);
    else await this.sandbox.reject(task.task_id, decision.reject);
  }

  /**
   * Checks that every purchase order that the desk knows as created is booked exactly once, and that nothing else is
   * booked.
   */
  async expectBookingsToMatch(): Promise<void> {
    for (const seller of this.dialects.keys()) {
      const operations = await this.desk.operations({ seller_id: seller });
      const created = operations.filter(({ status }) => status === 'created' || status === 'active');
      const { media_buys: buys, bookings } = await this.sandbox.bookings(seller);
      const known = created.map(({ po_number: poNumber, media_buy_id: id }) => `${poNumber ?? ''} ${id ?? ''}`);
      const booked = buys.map(({ po_number: poNumber, media_buy_id: id }) => `${poNumber ?? ''} ${id}`);
      expect({ seller, booked: booked.sort() }).toEqual({ seller, booked: known.sort() });
      expect({ seller, executedTwice: bookings.filter(({ executions }) => executions > 1) }).toEqual({
        seller,
        executedTwice: [],
      });
    }
  }

  /** @throws Error when a part did not end by itself after SIGTERM */
  async stop(): Promise<void> {
    const codes = await this.stack.stop();
    await this.subscriber.stop();
    codes['sandbox-seller'] = await this.sandbox.stop();
    const wrong = Object.entries(codes).filter(([, code]) => code !== 0);
    if (wrong.length > 0) throw new Error(`after SIGTERM these did not exit with 0: ${JSON.stringify(wrong)}`);
  }
}

function hitlRequest(poNumber: string): Record<string, unknown> {
  return {
    packages: ['premium_sports'],
    po_number: poNumber,
    total_budget: 50_000,
    targeting_overlay: { geo_country_any_of: ['US'] },
  };
}

const dayMs = 86_400_000;

function adcpRequest(poNumber: string): Record<string, unknown> {
  return {
    account: { brand: { domain: 'acmeoutdoor.example' }, operator: 'desk.example' },
    brand: { domain: 'acmeoutdoor.example' },
    start_time: new Date(Date.now() + 7 * dayMs).toISOString(),
    end_time: new Date(Date.now() + 37 * dayMs).toISOString(),
    po_number: poNumber,
    packages: [{ product_id: 'premium_sports', pricing_option_id: 'cpm_guaranteed_fixed', budget: 50_000 }],
  };
}

/**
 * A scene for the tests of one `describe`: started before them, stopped after them.
 * @returns what gives the running scene
 */
export function useScene(...args: Parameters<typeof Scene.start>): () => Scene {
  let scene: Scene | undefined;
  beforeAll(async () => {
    scene = await Scene.start(...args);
  }, sceneMs);
  afterAll(async () => {
    await scene?.stop();
  }, sceneMs);
  return () => {
    if (scene === undefined) throw new Error('the scene was not started');
    return scene;
  };
}
