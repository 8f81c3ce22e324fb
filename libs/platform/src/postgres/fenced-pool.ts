import { Client, Pool, type PoolClient, type PoolConfig, type QueryConfig } from 'pg';
import { FencedQuery, fenceStatement } from './fenced-query';
import { MeasuredPool } from './measured-pool';
import { currentTenant } from './tenant-context';

/** For whom a connection is lent: a tenant's id, '' for code that runs for none, null without the fence. */
type LentTo = string | null;

/** Ends or begins a transaction, and touches no row. */
const TRANSACTION = /^\s*(?:BEGIN|START TRANSACTION|COMMIT|ROLLBACK|SAVEPOINT|RELEASE)\b/i;

type Answered = (error: Error | null, result: unknown) => void;
type Send = (statement: unknown, values?: unknown, answered?: Answered) => unknown;

/** A connection whose statements run behind the fence of whoever it is lent to. */
class FencedClient extends Client {
  lentTo: LentTo = null;

  constructor(config?: PoolConfig) {
    super(config);
    const send = super.query.bind(this) as Send;
    this.query = ((statement: string | QueryConfig, values?: unknown, answered?: Answered) =>
      this.lentTo === null || isTransaction(statement)
        ? send(statement, values, answered)
        : behindFence(send, this.lentTo, statement, values, answered)) as Client['query'];
  }
}

function isTransaction(statement: string | QueryConfig): boolean {
  return TRANSACTION.test(typeof statement === 'string' ? statement : statement.text);
}

function behindFence(
  send: Send,
  tenant: string,
  statement: string | QueryConfig,
  values: unknown,
  answered?: Answered,
): Promise<unknown> | undefined {
  const config: QueryConfig = typeof statement === 'string' ? { text: statement } : { ...statement };
  if (Array.isArray(values)) config.values = values;
  const query = new FencedQuery(config, tenant);
  const last = typeof values === 'function' ? (values as Answered) : answered;
  if (last !== undefined) {
    query.callback = last;
    send(query);
    return undefined;
  }
  return new Promise((resolve, reject) => {
    query.callback = (error, result) => {
      if (error === null) resolve(result);
      else reject(error);
    };
    send(query);
  });
}

type Lend = (error: Error | undefined, client: PoolClient | undefined, done: (release?: unknown) => void) => void;

/**
 * A pool that shows code the rows of one tenant only: the one for which it runs (`asTenant`). Code that runs for no tenant
 * sees no row of any. The database enforces it by row-level security (ADR 23), so a statement that forgets its tenant
 * returns nothing.
 */
export class FencedPool extends MeasuredPool {
  constructor(config: PoolConfig) {
    super({
      ...config,
      Client: FencedClient as unknown as PoolConfig['Client'],
      verify: (client, done) => {
        client.query(fenceStatement('none', '')).then(
          () => {
            done();
          },
          (error: unknown) => {
            done(error instanceof Error ? error : new Error(String(error)));
          },
        );
      },
    });
  }

  override connect(): Promise<PoolClient>;
  override connect(lend: Lend): void;
  override connect(lend?: Lend): Promise<PoolClient> | undefined {
    return this.lend(currentTenant() ?? '', lend);
  }

  /** The same connections without the fence. Use `acrossTenants`, which says why. */
  wholeFor(why: string): Pool {
    return new WholePool(this, why);
  }

  /** It is decided now for whom the connection is: when one comes free, other code may be running. */
  lend(to: LentTo, lend?: Lend): Promise<PoolClient> | undefined {
    if (lend === undefined) {
      return super.connect().then((client) => lentTo(to, client));
    }
    super.connect((error, client, done) => {
      if (client !== undefined) lentTo(to, client);
      lend(error, client, done);
    });
    return undefined;
  }
}

function lentTo(to: LentTo, client: PoolClient): PoolClient {
  (client as unknown as FencedClient).lentTo = to;
  return client;
}

/** The connections of a `FencedPool`, without the fence. It has none of its own. */
class WholePool extends Pool {
  constructor(
    private readonly fenced: FencedPool,
    /** For a reader of a heap or a debugger. */
    readonly why: string,
  ) {
    super({ max: 1 });
  }

  override connect(): Promise<PoolClient>;
  override connect(lend: Lend): void;
  override connect(lend?: Lend): Promise<PoolClient> | undefined {
    return this.fenced.lend(null, lend);
  }

  override end(): Promise<void> {
    return Promise.reject(new Error(`end the pool itself, which has the connections (here: ${this.why})`));
  }
}
