import { randomBytes, randomUUID } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Clock } from '@adcp-orchestrator/domain';
import { Role, ensureBootstrap, generateApiKey, hashApiKey } from '@adcp-orchestrator/access';
import { Ledger, insertApiKeyIfAbsent, insertTenantIfAbsent } from '@adcp-orchestrator/ledger';
import { createLogger, parseEnvironment } from '@adcp-orchestrator/platform';
import { migrateQueueSchema } from '@adcp-orchestrator/queues';
import { type TestDatabase, createTestDatabase } from '@adcp-orchestrator/testing';
import { createApi } from '../src/create-api';
import type { UrlOf } from '../src/http/public-url';

/** What the API takes from the world around it. Each is the real one, unless a test passes another. */
export interface Surroundings {
  clock?: Clock;
  urlOf?: UrlOf;
  /** Where a console was built. */
  consoleDirectory?: string;
}

/**
 * The members of answers that tests look at, typed as if every body had them all. A member that a body lacks fails the
 * expectation that looks at it.
 */
export interface AnswerBody {
  id: string;
  type: string;
  kind: string;
  status: string;
  detail: string;
  request_id: string;
  errors: { in: string; pointer: string; detail: string }[];
  items: AnswerBody[];
  next_cursor: string | null;
  version: number;
  conflicts: number;
  deadlines: Record<string, string>;
  made_operation_id: string;
  operation_id: string;
  po_number: string;
  media_buy_id: string | null;
  created_at: string;
  deadline_at: string;
  next_poll_at: string;
  next_attempt_at: string;
  estimated_completion: { p50: string; p90: string };
  consequence: string;
  waiting_reason: string | null;
  queue_board: string | null;
  event_type: string;
  unsettled_operations: number;
  revision: number;
  capabilities: object | null;
  webhooks: { has_secret: boolean };
  webhook_urls: { adcp: string; hitl_tasks: string };
  events: string[];
  name: string;
  secret: string;
  key: string;
  role: string;
  session: { expires_at: string; csrf_token: string };
  expires_at: string | null;
  last_used_at: string | null;
  event_id: string;
  attempts: object[];
  payload: object;
  queues: { name: string; counts: { waiting: number }; readOnlyMode: boolean }[];
}

/** An answer of the API, with its body read. */
export interface Answer {
  status: number;
  headers: Headers;
  body: AnswerBody;
  text: string;
}

export interface CallOptions {
  key?: string | null;
  body?: unknown;
  headers?: Record<string, string>;
  rawBody?: string | Buffer;
  signal?: AbortSignal;
}

/** A tenant with a key of each role. */
export interface TestTenant {
  id: string;
  keys: Record<Role, string>;
}

/** The whole API in this process, on a port and a database of its own. */
export class ApiUnderTest {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly database: TestDatabase,
    readonly url: string,
    private readonly environment: Record<string, string>,
    private readonly surroundings: Surroundings,
  ) {}

  /** @param surroundings another clock or public URL than the real ones */
  static async start(environment: Record<string, string> = {}, surroundings: Surroundings = {}): Promise<ApiUnderTest> {
    const database = await createTestDatabase();
    await migrateQueueSchema(database.pool);
    const whole = {
      DATABASE_URL: database.url,
      CREDENTIALS_KEY: randomBytes(32).toString('base64'),
      ALLOW_PRIVATE_NETWORKS: '1',
      ...environment,
    };
    return ApiUnderTest.on(database, whole, surroundings);
  }

  /** A second replica on the same database; stop it before the first. */
  twin(environment: Record<string, string> = {}): Promise<ApiUnderTest> {
    const shared = { ...this.database, drop: () => Promise.resolve() };
    return ApiUnderTest.on(shared, { ...this.environment, ...environment }, this.surroundings);
  }

  private static async on(
    database: TestDatabase,
    environment: Record<string, string>,
    surroundings: Surroundings,
  ): Promise<ApiUnderTest> {
    const config = parseEnvironment(environment);
    const app = await createApi({ config, logger: createLogger('test', 'silent'), ...surroundings });
    await app.listen(0, '127.0.0.1');
    return new ApiUnderTest(
      app,
      database,
      (await app.getUrl()).replace('[::1]', '127.0.0.1'),
      environment,
      surroundings,
    );
  }

  /** The gate of this process, as the workers have it: for operations of every tenant. */
  get ledger(): Ledger {
    return this.app.get(Ledger).onPool(this.database.pool);
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.database.drop();
  }

  async newTenant(): Promise<TestTenant> {
    const { pool } = this.database;
    const id = await insertTenantIfAbsent(pool, { id: randomUUID(), name: `tenant ${randomUUID()}` });
    const keys: Record<Role, string> = { viewer: generateApiKey(), trader: generateApiKey(), admin: generateApiKey() };
    for (const role of Object.values(Role)) {
      const keyHash = hashApiKey(keys[role]);
      await insertApiKeyIfAbsent(pool, { id: uuidv7(), tenantId: id, name: `the ${role}`, role, keyHash });
    }
    return { id, keys };
  }

  /** @returns a key of the platform's admin */
  async platformKey(): Promise<string> {
    const key = generateApiKey();
    await ensureBootstrap(this.database.pool, { bootstrapKey: key });
    return key;
  }

  async call(method: string, path: string, options: CallOptions = {}): Promise<Answer> {
    const { key, body, rawBody } = options;
    const response = await fetch(this.url + path, {
      method,
      redirect: 'manual',
      signal: options.signal ?? AbortSignal.timeout(60_000),
      headers: {
        ...(key === undefined || key === null ? {} : { authorization: `Bearer ${key}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...options.headers,
      },
      body: rawBody ?? (body === undefined ? undefined : JSON.stringify(body)),
    });
    const text = await response.text();
    const isJson = /[/+]json/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      body: (isJson ? JSON.parse(text) : {}) as AnswerBody,
      text,
    };
  }

  /** Adds a seller; nothing calls its address. */
  async addSeller(tenant: TestTenant, id: string, settings: Record<string, unknown> = {}): Promise<Answer> {
    const answer = await this.call('POST', '/v1/sellers', {
      key: tenant.keys.admin,
      body: { id, name: id, agent_url: 'http://127.0.0.1:1/mcp', dialect: 'hitl-v1', ...settings },
    });
    if (answer.status !== 201) throw new Error(`the seller was not added: ${answer.text}`);
    return answer;
  }

  /** Hands over a media buy. */
  handOver(
    tenant: TestTenant,
    sellerId: string,
    fields: { request?: Record<string, unknown>; idempotencyKey?: string; [envelope: string]: unknown } = {},
  ): Promise<Answer> {
    const { request, idempotencyKey, ...envelope } = fields;
    return this.call('POST', '/v1/operations', {
      key: tenant.keys.trader,
      headers: idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey },
      body: {
        type: 'create_media_buy',
        seller_id: sellerId,
        request: { packages: ['premium_sports'], total_budget: 1_000, ...request },
        ...envelope,
      },
    });
  }

  async count(table: string): Promise<number> {
    const { rows } = await this.database.pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`);
    return rows[0]?.n ?? 0;
  }
}
