import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import {
  DialectName,
  type JsonObject,
  type Clock,
  type Observation,
  type Seller,
  WebhookMode,
} from '@adcp-orchestrator/domain';
import { Ledger, type Observed, type SellerRow, claimDue, insertSeller, startCall } from '@adcp-orchestrator/ledger';
import { SecretBox, createGuardedAgent, createLogger } from '@adcp-orchestrator/platform';
import { TestDesk, timings } from '@adcp-orchestrator/testing';
import { WebhookReceiver, type WebhookReceiverOptions } from '../src/receiver/webhook-receiver';
import { WebhookKind, type WebhookRequest, type WebhookResponse } from '../src/receiver/webhook-request';
import { SignatureVerifier } from '../src/signatures/signature-verifier';
import { hmacSignature } from '../src/verification/hmac';

export interface TestSeller {
  tenantId: string;
  id: string;
  dialect: DialectName;
  mode: WebhookMode;
  secret: string;
  routeToken: string;
}

/** What a suite brings along: its database, its clock, and the real dialects. */
export interface ReceiverSurroundings {
  pool: Pool;
  clock: Clock;
  openSeller: (row: SellerRow, box: SecretBox) => Seller;
  dialectOf: WebhookReceiverOptions['dialectOf'];
}

/** Tenants, sellers and operations on a real database, with the receiver in front of the real gate and dialects. */
export class ReceiverUnderTest {
  readonly box = new SecretBox(randomBytes(32));
  readonly ledger: Ledger;
  private readonly agent = createGuardedAgent({ allowPrivateNetworks: true });
  readonly receiver: WebhookReceiver;
  readonly pool: Pool;
  readonly clock: Clock;
  /** What the gate was handed, in order. */
  readonly observed: Observation[] = [];
  /** Runs just before the gate gets an observation. */
  beforeGate: (() => Promise<void>) | null = null;

  constructor(private readonly options: ReceiverSurroundings) {
    const { pool, clock } = options;
    this.pool = pool;
    this.clock = clock;
    this.ledger = new Ledger({ pool, clock, timings, chance: () => 0.5, hints: { send: () => undefined } });
    this.receiver = this.createReceiver();
  }

  /** The receiver of another process, with nothing in memory. */
  createReceiver(more: Pick<WebhookReceiverOptions, 'limit'> = {}): WebhookReceiver {
    return new WebhookReceiver({
      ...more,
      pool: this.pool,
      gate: { observe: (observation) => this.observe(observation) },
      openSeller: (row) => this.options.openSeller(row, this.box),
      dialectOf: this.options.dialectOf,
      clock: this.clock,
      log: createLogger('test', 'silent'),
      signatures: new SignatureVerifier({
        pool: this.pool,
        dispatcher: this.agent,
        allowPrivateNetworks: true,
        clock: this.clock,
      }),
    });
  }

  async addTenant(): Promise<string> {
    const desk = new TestDesk(this, this.clock);
    await desk.open();
    return desk.tenantId;
  }

  async addSeller(seller: {
    mode: WebhookMode;
    dialect?: DialectName;
    tenantId?: string;
    secret?: string;
    sealed?: Buffer;
  }): Promise<TestSeller> {
    const added: TestSeller = {
      tenantId: seller.tenantId ?? (await this.addTenant()),
      id: `seller-${randomBytes(4).toString('hex')}`,
      dialect: seller.dialect ?? DialectName.hitlV1,
      mode: seller.mode,
      secret: seller.secret ?? randomBytes(32).toString('hex'),
      routeToken: randomBytes(24).toString('base64url'),
    };
    await insertSeller(this.pool, {
      tenant_id: added.tenantId,
      id: added.id,
      name: added.id,
      agent_url: 'http://127.0.0.1:1/mcp',
      dialect: added.dialect,
      auth_scheme: null,
      auth_header: null,
      auth_token_sealed: null,
      webhook_mode: added.mode,
      webhook_secret_sealed:
        seller.sealed ?? this.box.seal(added.secret, `seller/${added.tenantId}/${added.id}/webhook`),
      jwks_uri: null,
      brand_json_url: null,
      signing_keys: null,
      revocation_uri: null,
      signing_profile: null,
      route_token: added.routeToken,
      limits: { maxConcurrency: 16, requestsPerSecond: null, minPollSeconds: null },
      deadlines: {},
      contact: null,
      paused_at: null,
    });
    return added;
  }

  /** A create that was sent and not answered yet. */
  async send(seller: TestSeller): Promise<string> {
    const id = await new TestDesk(this, this.clock, seller.tenantId).accept(seller.id, { dialect: seller.dialect });
    const now = this.clock.now();
    const { pool } = this;
    const claimed = await claimDue(pool, { limit: 50, owner: 'test', leaseSeconds: 60, now, busy: new Map() });
    const own = claimed.find(({ operation }) => operation.id === id);
    if (own === undefined) throw new Error('the operation was not claimed');
    await startCall(pool, {
      operation: own.operation,
      owner: 'test',
      leaseSeconds: 60,
      frozenCallSealed: Buffer.from('x'),
      sellerRevision: 1,
      now,
    });
    return id;
  }

  /** The seller's direct answer: its people must approve. */
  async answer(seller: TestSeller, operationId: string, taskId: string): Promise<void> {
    await this.ledger.observe({
      tenantId: seller.tenantId,
      operationId,
      source: 'response',
      receivedAt: this.clock.now(),
      finding: { kind: 'pending', status: 'pending_approval' },
      taskId,
      attempt: 1,
    });
  }

  async pending(seller: TestSeller, taskId: string): Promise<string> {
    const id = await this.send(seller);
    await this.answer(seller, id, taskId);
    return id;
  }

  /** A genuine webhook of the seller, at its own URL. */
  request(seller: TestSeller, body: JsonObject | string, change: Partial<WebhookRequest> = {}): WebhookRequest {
    const rawBody = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
    const receivedAt = this.clock.now();
    const timestamp = String(Math.floor(receivedAt.getTime() / 1000));
    const proof =
      seller.mode === WebhookMode.hmac
        ? { 'x-adcp-signature': hmacSignature(seller.secret, timestamp, rawBody), 'x-adcp-timestamp': timestamp }
        : { authorization: `Bearer ${seller.secret}` };
    return {
      kind: seller.dialect === DialectName.hitlV1 ? WebhookKind.hitlTasks : WebhookKind.adcp,
      routeToken: seller.routeToken,
      headers: { 'content-type': 'application/json', ...proof },
      rawBody,
      url: 'https://desk.example.com/webhooks',
      receivedAt,
      ...change,
    };
  }

  post(seller: TestSeller, body: JsonObject | string, change: Partial<WebhookRequest> = {}): Promise<WebhookResponse> {
    return this.receiver.receive(this.request(seller, body, change));
  }

  async row(operationId: string): Promise<{ status: string; task_id: string | null; conflicts: number }> {
    const { rows } = await this.pool.query<{ status: string; task_id: string | null; conflicts: number }>(
      'SELECT status, task_id, conflicts FROM operations WHERE id = $1',
      [operationId],
    );
    const [row] = rows;
    if (row === undefined) throw new Error('there is no such operation');
    return row;
  }

  async claims(seller: TestSeller): Promise<string[]> {
    const { rows } = await this.pool.query<{ status: string }>(
      'SELECT status FROM webhook_claims WHERE tenant_id = $1 AND seller_id = $2 ORDER BY received_at',
      [seller.tenantId, seller.id],
    );
    return rows.map(({ status }) => status);
  }

  private async observe(observation: Observation): Promise<Observed> {
    await this.beforeGate?.();
    this.observed.push(observation);
    return this.ledger.observe(observation);
  }
}
