import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';

export interface ScriptOperation {
  id: string;
  status: string;
  task_id: string | null;
  media_buy_id: string | null;
  type: string;
  created_at: Date;
}

/** What a step may set besides the status. */
export interface StepFields {
  task_id?: string;
  media_buy_id?: string;
  result?: unknown;
  error?: string;
}

/** The guide's OperationTracker (Operation Tracking), on Postgres instead of MongoDB: one update per step. */
export class OperationTracker {
  constructor(private readonly db: Pool) {}

  async createTable(): Promise<void> {
    await this.db.query(`CREATE TABLE IF NOT EXISTS operations (
      id uuid PRIMARY KEY, type text NOT NULL, status text NOT NULL, request jsonb NOT NULL, created_at timestamptz NOT NULL,
      updated_at timestamptz, task_id text, media_buy_id text, result jsonb, error text)`);
  }

  async createOperation(type: string, request: unknown): Promise<string> {
    const id = randomUUID();
    await this.db.query({
      name: 'create',
      text: `INSERT INTO operations (id, type, status, request, created_at) VALUES ($1, $2, 'requested', $3, $4)`,
      values: [id, type, JSON.stringify(request), new Date()],
    });
    return id;
  }

  async updateStatus(id: string, status: string, fields: StepFields = {}): Promise<void> {
    await this.db.query({
      name: 'update',
      text: `UPDATE operations SET status = $2, updated_at = $3, task_id = coalesce($4, task_id),
               media_buy_id = coalesce($5, media_buy_id), result = coalesce($6, result), error = coalesce($7, error)
             WHERE id = $1`,
      values: [
        id,
        status,
        new Date(),
        fields.task_id ?? null,
        fields.media_buy_id ?? null,
        fields.result === undefined ? null : JSON.stringify(fields.result),
        fields.error ?? null,
      ],
    });
  }

  async getOperation(id: string): Promise<ScriptOperation> {
    const { rows } = await this.db.query<ScriptOperation>({
      name: 'get',
      text: 'SELECT * FROM operations WHERE id = $1',
      values: [id],
    });
    const [row] = rows;
    if (row === undefined) throw new Error(`there is no operation ${id}`);
    return row;
  }
}
