import { Pool, type PoolClient } from 'pg';

type Lend = (error: Error | undefined, client: PoolClient | undefined, done: (release?: unknown) => void) => void;

/** A timer may fire this much early. */
const EARLY_MS = 50;

/** A pool that counts how often somebody waited for a connection until the time limit, and got none. */
export class MeasuredPool extends Pool {
  private timeouts = 0;

  get acquireTimeouts(): number {
    return this.timeouts;
  }

  override connect(): Promise<PoolClient>;
  override connect(lend: Lend): void;
  override connect(lend?: Lend): Promise<PoolClient> | undefined {
    const askedAt = performance.now();
    if (lend === undefined) {
      return super.connect().catch((error: unknown) => {
        this.note(askedAt);
        throw error;
      });
    }
    super.connect((error, client, done) => {
      if (error !== undefined) this.note(askedAt);
      lend(error, client, done);
    });
    return undefined;
  }

  /** An error that comes sooner is a refusal of the server, which is none of this. */
  private note(askedAt: number): void {
    const { connectionTimeoutMillis = 0 } = this.options;
    const waited = performance.now() - askedAt;
    if (connectionTimeoutMillis > 0 && waited >= connectionTimeoutMillis - EARLY_MS) this.timeouts += 1;
  }
}
