import { Pool, type PoolClient, type PoolConfig } from 'pg';
import { MeasuredPool } from './measured-pool';
import { type LentTo, ScopedClient } from './scoped-client';
import { currentTenant } from './tenant-context';

type Lend = (error: Error | undefined, client: PoolClient | undefined, done: (release?: unknown) => void) => void;

/**
 * A pool that shows code the rows of one tenant only: the one for which it runs (`asTenant`). Code that runs for no tenant
 * sees no row of any. The database enforces it by row-level security (ADR 23), so a statement that forgets its tenant
 * returns nothing.
 */
export class FencedPool extends MeasuredPool {
  /** @param config where the session is the connection's own, its `verify` must send `fencePreparation` */
  constructor(config: PoolConfig) {
    super({ ...config, Client: ScopedClient as unknown as PoolConfig['Client'] });
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
  (client as unknown as ScopedClient).lentTo = to;
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
