import { Client } from 'pg';
import { EVENT_CHANNEL, EVERY_TENANT } from '@adcp-orchestrator/ledger';
import { type Log, asSessionNotOwn, assertOwnSession } from '@adcp-orchestrator/platform';

const CONNECT_TIMEOUT_MS = 5_000;
const AGAIN_AFTER_MS = 1_000;
/** A connection that was lost without a word is found by this, and replaced. */
const PROBE_MS = 15_000;
const PROBE_LIMIT_MS = 5_000;

/** The one connection of this process that listens for new events. It comes back by itself. */
export class EventListener {
  private client: Client | null = null;
  private timer: NodeJS.Timeout | null = null;
  private isStopped = false;
  private isHearing = false;

  constructor(
    private readonly options: {
      /** Of Postgres itself: a pooler would forget who listens. */
      databaseUrl: string;
      name: string;
      log: Log;
      /** A tenant has new events; after a gap, perhaps every tenant. */
      onNews: (tenantId: string) => void;
    },
  ) {}

  /** Whether news is heard at present. While it is not, readers look at the rows more often. */
  get hears(): boolean {
    return this.isHearing;
  }

  /** Connects, if it has not begun to. Resolves at once. */
  start(): void {
    if (this.isStopped || this.client !== null || this.timer !== null) return;
    void this.connect();
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    if (this.timer !== null) clearTimeout(this.timer);
    await this.client?.end();
  }

  private async connect(): Promise<void> {
    const { databaseUrl, name, log, onNews } = this.options;
    const client = new Client({
      connectionString: databaseUrl,
      application_name: `adcp-${name}-events`,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      statement_timeout: PROBE_LIMIT_MS,
      query_timeout: PROBE_LIMIT_MS,
      keepAlive: true,
    });
    this.client = client;
    client.on('notification', ({ payload }) => {
      onNews(payload ?? EVERY_TENANT);
    });
    client.on('error', (error) => {
      log.warn({ err: error }, 'listening for events was interrupted; the rows are looked at meanwhile');
    });
    client.once('end', () => {
      this.lost(client);
    });
    try {
      await client.connect();
      await assertOwnSession(client, PROBE_LIMIT_MS);
      await client.query(`LISTEN ${EVENT_CHANNEL}`);
      this.isHearing = true;
      onNews(EVERY_TENANT);
      this.probeLater(client);
    } catch (error) {
      log.warn({ err: asSessionNotOwn(error) ?? error }, 'cannot listen for events; the rows are looked at meanwhile');
      this.lost(client);
      await client.end();
    }
  }

  private probeLater(client: Client): void {
    this.timer = setTimeout(() => {
      client.query('SELECT 1').then(
        () => {
          if (this.client === client && !this.isStopped) this.probeLater(client);
        },
        (error: unknown) => {
          this.options.log.warn({ err: error }, 'the connection that listens for events does not answer');
          this.lost(client);
          void client.end().catch(() => undefined); // it is given up, whatever it says
        },
      );
    }, PROBE_MS).unref();
  }

  private lost(client: Client): void {
    if (this.client !== client) return;
    this.client = null;
    this.isHearing = false;
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    if (this.isStopped) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      this.start();
    }, AGAIN_AFTER_MS).unref();
  }
}
