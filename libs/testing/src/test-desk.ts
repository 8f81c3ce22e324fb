import { randomUUID } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import {
  type CallColumns,
  type Clock,
  type DialectName,
  type Operation,
  type OperationType,
  type SellerCapabilities,
  type SellerLimits,
  columnsOfCalls,
} from '@adcp-orchestrator/domain';
import { type OperationRow, insertOperation, operationColumns, operationOf } from '@adcp-orchestrator/ledger';
import type { TestDatabase } from './test-database';

/** A tenant with sellers, which hands over operations as intake would. */
export class TestDesk {
  constructor(
    private readonly database: Pick<TestDatabase, 'pool'>,
    private readonly clock: Clock,
    readonly tenantId: string = randomUUID(),
  ) {}

  /** Makes the tenant. Call it first. */
  async open(): Promise<void> {
    await this.database.pool.query('INSERT INTO tenants (id, name) VALUES ($1, $2)', [this.tenantId, this.tenantId]);
  }

  /** Registers a seller; nothing calls its address. */
  async addSeller(
    id: string,
    settings: { dialect?: DialectName; capabilities?: SellerCapabilities; limits?: Partial<SellerLimits> } = {},
  ): Promise<void> {
    const limits: SellerLimits = {
      maxConcurrency: 16,
      requestsPerSecond: null,
      minPollSeconds: null,
      ...settings.limits,
    };
    const capabilities = settings.capabilities ?? { replayWindowSeconds: null, pollTool: null, tools: [] };
    await this.database.pool.query(
      `INSERT INTO sellers (tenant_id, id, name, agent_url, dialect, webhook_mode, route_token, limits, capabilities,
         capabilities_at)
       VALUES ($1, $2, $2, 'http://127.0.0.1:1/mcp', $3, 'none', $4, $5, $6, $7)`,
      [
        this.tenantId,
        id,
        settings.dialect ?? 'hitl-v1',
        randomUUID(),
        limits,
        capabilities,
        this.clock.now().toISOString(),
      ],
    );
  }

  /** Hands over an operation. @returns its id */
  async accept(
    sellerId: string,
    fields: { type?: OperationType; dialect?: DialectName; deadlineSeconds?: number } = {},
  ): Promise<string> {
    const id = uuidv7();
    const now = this.clock.now();
    const inserted = await insertOperation(this.database.pool, {
      id,
      tenantId: this.tenantId,
      sellerId,
      dialect: fields.dialect ?? 'hitl-v1',
      type: fields.type ?? 'create_media_buy',
      request: { packages: ['premium_sports'], po_number: id },
      requestHash: id,
      requestKey: randomUUID(),
      idempotencyHeader: null,
      poNumber: id,
      userId: 'trader@desk',
      account: null,
      buyerRef: null,
      deadlineAt: new Date(now.getTime() + (fields.deadlineSeconds ?? 86_400) * 1000),
      retryOf: null,
      now,
      actor: 'test',
    });
    if (inserted.outcome !== 'created') throw new Error(`the operation was not created: ${inserted.outcome}`);
    return id;
  }

  /** @returns the operation as it stands, with the columns that its calls come to */
  async read(id: string): Promise<Operation & CallColumns> {
    const { rows } = await this.database.pool.query<OperationRow>(
      `SELECT ${operationColumns} FROM operations o WHERE o.id = $1`,
      [id],
    );
    const [row] = rows;
    if (row === undefined) throw new Error(`there is no operation ${id}`);
    const operation = operationOf(row);
    return { ...operation, ...columnsOfCalls(operation) };
  }

  /** @returns the kinds and target states of its timeline, oldest first: `claimed submitting`, ... */
  async story(id: string): Promise<string[]> {
    const { rows } = await this.database.pool.query<{ line: string }>(
      `SELECT kind || ' ' || coalesce(to_status, '') AS line FROM timeline WHERE operation_id = $1 ORDER BY id`,
      [id],
    );
    return rows.map(({ line }) => line);
  }
}
