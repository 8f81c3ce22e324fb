import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { SellerJson } from '../support/api-client';
import { SandboxSeller, sandboxToken } from '../support/sandbox-seller';
import { type Datastores, LedgerReader } from './datastores';
import { type WorkerForm, servicesOf } from '../support/services';
import { Fleet } from './fleet';
import type { QueueName } from './options';
import { type Dialect, OrderBook } from './orders';
import { PatientApiClient } from './patient-api-client';
import type { Random } from './random';
import { Receiver } from './receiver';

/** Hours of a publisher's day become seconds, so that a run of a minute holds many lives of an operation. */
const timings = {
  POLL_INITIAL_SECONDS: '0.5',
  POLL_FACTOR: '1.3',
  POLL_MAX_SECONDS: '2',
  POLL_WITH_WEBHOOK_SECONDS: '4',
  RESEND_LONG_SECONDS: '10',
  SWEEP_SECONDS: '1',
  LEASE_SECONDS: '3',
  CALL_TIMEOUT_SECONDS: '6',
  LATE_WATCH_SECONDS: '1',
  RECONCILE_SECONDS: '5',
};

interface CrashSeller {
  id: string;
  dialect: Dialect;
  webhooks: 'bearer' | 'hmac' | 'none';
}

const sellers: readonly CrashSeller[] = [
  { id: 'hitl-polled', dialect: 'hitl-v1', webhooks: 'none' },
  { id: 'hitl-bearer', dialect: 'hitl-v1', webhooks: 'bearer' },
  { id: 'hitl-hmac', dialect: 'hitl-v1', webhooks: 'hmac' },
  { id: 'adcp-polled', dialect: 'adcp-v3', webhooks: 'none' },
  { id: 'adcp-bearer', dialect: 'adcp-v3', webhooks: 'bearer' },
  { id: 'adcp-hmac', dialect: 'adcp-v3', webhooks: 'hmac' },
];

export interface WorldOptions {
  name: string;
  queue: QueueName;
  workers: WorkerForm;
  datastores: Datastores;
  bundle: (app: string) => string;
  random: Random;
  replicas: number;
  log: (line: string) => void;
  env?: Record<string, string>;
  /** Where the ledger is; absent: on the servers of the run. */
  createDatabase?: (migrate: (url: string) => Promise<void>) => Promise<string>;
  /** The address by which sellers are reached, instead of the sandbox's own. */
  sellerUrl?: (sandboxUrl: string) => Promise<string>;
}

/** Last lines of each process, for the report of a case that failed. */
const shownWords = 12;

/** Everything: private datastores, every process of the product, publishers that count, a desk and its receiver. */
export class World {
  readonly sellers = sellers;

  private constructor(
    readonly queue: QueueName,
    readonly fleet: Fleet,
    readonly sandbox: SandboxSeller,
    readonly receiver: Receiver,
    readonly ledger: LedgerReader,
    readonly desk: PatientApiClient,
    readonly book: OrderBook,
    readonly random: Random,
    /** Notes a disturbance, with its time. The report of a failed run shows these. */
    readonly log: (line: string) => void,
  ) {}

  static async start(options: WorldOptions): Promise<World> {
    const { datastores, random, queue, workers, replicas } = options;
    const environment = {
      ...(queue === 'redis' && { REDIS_URL: await datastores.emptyRedisUrl() }),
      HOST: '127.0.0.1',
      INTERNAL_PORT: '0',
      ...datastores.secrets,
      ALLOW_PRIVATE_NETWORKS: '1',
      ...timings,
      ...options.env,
    };
    const migrate = async (url: string) => {
      await new Fleet({ ...environment, DATABASE_URL: url }, options.bundle).migrate();
    };
    const databaseUrl = await (options.createDatabase?.(migrate) ?? datastores.createDatabase(queue, migrate));
    const fleet = new Fleet({ ...environment, DATABASE_URL: databaseUrl }, options.bundle);
    const sandbox = await SandboxSeller.start(join(datastores.directory, `${options.name}.journal`));
    const receiver = await Receiver.start(random.stream('receiver'));
    const ledger = new LedgerReader(databaseUrl);
    await fleet.enlist(servicesOf(workers), replicas);
    const desk = new PatientApiClient(fleet.apiUrls, datastores.secrets.BOOTSTRAP_API_KEY, random.stream('desk'));
    const world = new World(
      queue,
      fleet,
      sandbox,
      receiver,
      ledger,
      desk,
      new OrderBook(options.name, sellers),
      random,
      options.log,
    );
    try {
      await fleet.startAll();
      await world.introduce((await options.sellerUrl?.(sandbox.url)) ?? sandbox.url);
    } catch (error) {
      await world.stop();
      throw error;
    }
    return world;
  }

  /** From now on the processes that are started work on this database, and so does the view of it. */
  async moveTo(databaseUrl: string): Promise<void> {
    this.fleet.moveTo(databaseUrl);
    await this.ledger.moveTo(databaseUrl);
  }

  async stop(): Promise<void> {
    for (const member of this.fleet.members) this.log(this.fleet.lastWords(member, shownWords));
    await this.fleet.stop();
    await Promise.all([this.receiver.stop(), this.sandbox.stop(), this.ledger.close()]);
  }

  /** Tells the product about its sellers and its subscriber. */
  private async introduce(sellerUrl: string): Promise<void> {
    const { secret } = await this.expect<{ secret: string }>('/v1/subscriptions', { url: this.receiver.url });
    this.receiver.useSecret(secret);
    for (const { id, dialect, webhooks } of sellers) {
      const webhookSecret = randomBytes(24).toString('hex');
      const seller = await this.expect<SellerJson>('/v1/sellers', {
        id,
        name: `Crash ${id}`,
        agent_url: `${sellerUrl}/${dialect}/${id}/mcp`,
        dialect,
        auth: { scheme: 'bearer', token: sandboxToken },
        webhooks: webhooks === 'none' ? { mode: 'none' } : { mode: webhooks, secret: webhookSecret },
      });
      if (dialect === 'hitl-v1' && webhooks !== 'none') {
        await this.sandbox.announceTo(id, { url: webhookUrlOf(seller), mode: webhooks, secret: webhookSecret });
      }
    }
  }

  private async expect<T>(path: string, body: unknown): Promise<T> {
    const reply = await this.desk.request<T>('POST', path, body);
    if (reply.status !== 201) throw new Error(`POST ${path} answered ${reply.status}: ${JSON.stringify(reply.body)}`);
    return reply.body;
  }
}

function webhookUrlOf(seller: SellerJson): string {
  const url = /"(https?:[^"]*\/webhooks\/hitl-tasks\/[^"]+)"/.exec(JSON.stringify(seller))?.[1];
  if (url === undefined) throw new Error(`the seller names no webhook URL: ${JSON.stringify(seller)}`);
  return url;
}
