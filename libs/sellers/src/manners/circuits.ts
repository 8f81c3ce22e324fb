import {
  BrokenCircuitError,
  type CircuitBreakerPolicy,
  CircuitState as LocalState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhenResult,
} from 'cockatiel';
import { LRUCache } from 'lru-cache';
import type { Pool } from 'pg';
import { CircuitState, type Clock, type Seller, type SellerRef } from '@adcp-orchestrator/domain';
import {
  type Circuit,
  type Opening,
  type RevisedSeller,
  closeCircuit,
  openCircuit,
  readCircuits,
  reopenCircuit,
  takeProbe,
} from '@adcp-orchestrator/ledger';
import { Batcher, type Log } from '@adcp-orchestrator/platform';
import { FaultCode, type SellerFault } from '../faults';
import type { ToolReply } from '../mcp/tool-reply';
import { circuitOpenFault } from './held-back';
import { Sign, signOf } from './sign-of-life';

export interface CircuitsOptions {
  pool: Pool;
  clock: Clock;
  log: Log;
  /** Who probes: unique per process. */
  owner: string;
  /** How many calls in a row must find no seller to open its circuit. */
  failures?: number;
  /** The first pause, in seconds. It doubles with every probe that is not answered. */
  openSeconds?: number;
  maxOpenSeconds?: number;
  /** For how long a state that was read from the row is trusted. */
  freshMs?: number;
  /** Chance in [0, 1) that spreads the calls that were held back. */
  chance?: () => number;
}

interface Entry {
  breaker: CircuitBreakerPolicy;
  shared: Circuit | null;
  readAt: number;
  /** Calls that ask meanwhile wait for the same answer. */
  reading: Promise<void> | null;
  /**
   * `opening`: the row is being written. `unshared`: the row could not be written; until it is, this process's breaker
   * decides alone.
   */
  opening: Promise<void> | null;
  unshared: boolean;
}

const FAILURES = 5;
const OPEN_SECONDS = 5;
const MAX_OPEN_SECONDS = 300;
const FRESH_MS = 1_000;
const READ_GATHER_MS = 0;
const READ_MOST = 100;
/** How long a process may probe: longer than a probe can take. */
const PROBE_SECONDS = 60;
/** After how many seconds the other calls ask again while a probe is under way. */
const PROBING_SECONDS = 5;
/** The calls that were held back come spread over this time after the probe, not all at once. */
const SPREAD_SECONDS = 30;
const MAX_REMEMBERED = 10_000;

/**
 * Leaves sellers alone that do not answer (guide, Error Recovery).
 * - `cockatiel` counts failures in this process and opens the circuit.
 * - The state is a row. Every process reads it before it calls.
 * - When the pause is over, one process sends a question that books nothing. Its answer closes the circuit; no answer
 *   makes the pause longer.
 * - While the row cannot be read or written, each process goes by its own breaker.
 */
export class Circuits {
  private readonly entries = new LRUCache<string, Entry>({ max: MAX_REMEMBERED });
  private readonly rows: Batcher<SellerRef, Circuit | null>;

  constructor(private readonly options: CircuitsOptions) {
    this.rows = new Batcher({
      name: 'read circuits',
      run: (sellers) => readCircuits(options.pool, sellers),
      gatherMs: READ_GATHER_MS,
      most: READ_MOST,
    });
  }

  /**
   * Decides whether the seller may be called now.
   * @param ping asks the seller something harmless; called only when this process has the probe
   * @returns null when the seller may be called; otherwise the fault to answer the call with
   */
  async admit(seller: Seller, ping: () => Promise<ToolReply>): Promise<SellerFault | null> {
    const entry = this.entryOf(seller);
    await entry.opening;
    const shared = await this.sharedOf(seller, entry);
    if (shared === null || isClosedFor(seller, shared)) return this.admitLocally(seller, entry);
    const now = this.options.clock.now();
    if (shared.nextProbeAt !== null && shared.nextProbeAt > now) {
      return this.refusal(seller, (shared.nextProbeAt.getTime() - now.getTime()) / 1000);
    }
    return this.probe(seller, entry, ping);
  }

  /** Whether the row and this process's breaker both let calls pass. It asks nobody but the row. */
  async isClosed(seller: Seller): Promise<boolean> {
    const entry = this.entryOf(seller);
    const shared = await this.sharedOf(seller, entry);
    return (
      entry.opening === null &&
      (shared === null || isClosedFor(seller, shared)) &&
      entry.breaker.state !== LocalState.Open
    );
  }

  /**
   * Makes a call and counts what its reply says of the seller. Whether the call may be made, `admit` has decided
   * before.
   */
  async watch(seller: Seller, call: () => Promise<ToolReply>): Promise<ToolReply> {
    const { breaker } = this.entryOf(seller);
    let reply: ToolReply | undefined;
    const remembered = async (): Promise<ToolReply> => {
      reply = await call();
      if (signOf(reply) === Sign.none) throw new NoSignError();
      return reply;
    };
    try {
      return await breaker.execute(remembered);
    } catch (error) {
      if (reply !== undefined && error instanceof NoSignError) return reply;
      // The circuit opened after this call was admitted, and perhaps committed. The call is made all the same.
      if (error instanceof BrokenCircuitError) return call();
      throw error;
    }
  }

  private admitLocally(seller: Seller, entry: Entry): SellerFault | null {
    if (entry.breaker.state !== LocalState.Open) return null;
    if (entry.unshared) {
      this.announce(seller, entry, lastFaultOf(entry.breaker));
      return this.refusal(seller, this.pause(1));
    }
    // This breaker had opened the row, and another process's probe has closed it.
    entry.breaker = this.newBreaker(seller);
    return null;
  }

  private async probe(seller: Seller, entry: Entry, ping: () => Promise<ToolReply>): Promise<SellerFault | null> {
    const { pool, clock, owner, log } = this.options;
    const now = clock.now();
    const until = new Date(now.getTime() + PROBE_SECONDS * 1000);
    let taken: Circuit | null;
    try {
      taken = await takeProbe(pool, refOf(seller), { owner, now, until });
    } catch (error) {
      log.warn({ err: error, seller: seller.id }, 'the probe of a circuit could not be taken');
      return this.refusal(seller, PROBING_SECONDS);
    }
    if (taken === null) return this.refusal(seller, PROBING_SECONDS);
    const reply = await ping();
    const answered = signOf(reply) !== Sign.absence;
    try {
      this.keep(
        entry,
        answered
          ? await closeCircuit(pool, refOf(seller), owner, this.options.clock.now())
          : await reopenCircuit(pool, refOf(seller), owner, this.opening(taken.openings + 1, faultOf(reply))),
      );
    } catch (error) {
      log.warn({ err: error, seller: seller.id }, 'the answer to a probe could not be written; it is probed again');
    }
    log.info({ seller: seller.id, answered }, answered ? 'a circuit was closed' : 'a probe was not answered');
    if (!answered) return this.refusal(seller, this.pause(taken.openings + 1));
    entry.breaker = this.newBreaker(seller);
    entry.unshared = false;
    return null;
  }

  /** The row's state, at most a second old; null when there is no row or it cannot be read. */
  private async sharedOf(seller: Seller, entry: Entry): Promise<Circuit | null> {
    if (Date.now() - entry.readAt < (this.options.freshMs ?? FRESH_MS)) return entry.shared;
    entry.reading ??= this.read(seller, entry).finally(() => {
      entry.reading = null;
    });
    await entry.reading;
    return entry.shared;
  }

  private async read(seller: Seller, entry: Entry): Promise<void> {
    const { readAt } = entry;
    let shared: Circuit | null = null;
    try {
      shared = await this.rows.add(refOf(seller));
    } catch (error) {
      this.options.log.warn({ err: error, seller: seller.id }, 'the circuit of a seller could not be read');
    }
    // If this process wrote the row meanwhile, that state is newer.
    if (entry.readAt === readAt) this.keep(entry, shared);
  }

  private keep(entry: Entry, shared: Circuit | null): void {
    entry.shared = shared;
    entry.readAt = Date.now();
  }

  private entryOf(seller: Seller): Entry {
    const key = `${seller.tenantId}/${seller.id}/${seller.revision}`;
    let entry = this.entries.get(key);
    if (entry === undefined) {
      entry = {
        breaker: this.newBreaker(seller),
        shared: null,
        readAt: -Infinity,
        reading: null,
        opening: null,
        unshared: false,
      };
      this.entries.set(key, entry);
    }
    return entry;
  }

  private newBreaker(seller: Seller): CircuitBreakerPolicy {
    const breaker = circuitBreaker(
      handleWhenResult((reply) => signOf(reply as ToolReply) === Sign.absence),
      {
        breaker: new ConsecutiveBreaker(this.options.failures ?? FAILURES),
        // By itself the breaker would try again with any call that comes next. The probe decides that instead.
        halfOpenAfter: this.pause(1) * 1000,
      },
    );
    breaker.onBreak((reason) => {
      const fault = 'value' in reason ? faultOf(reason.value as ToolReply) : UNKNOWN;
      this.announce(seller, this.entryOf(seller), fault);
    });
    return breaker;
  }

  /** Opens the circuit for every process. */
  private announce(seller: Seller, entry: Entry, fault: Opening['error']): void {
    if (entry.opening !== null) return;
    entry.unshared = true;
    const { pool, log } = this.options;
    entry.opening = openCircuit(pool, refOf(seller), this.opening(1, fault))
      .then((shared) => {
        this.keep(entry, shared);
        entry.unshared = false;
        log.warn({ seller: seller.id, code: fault.code }, 'a circuit was opened: the seller does not answer');
      })
      .catch((error: unknown) => {
        log.warn({ err: error, seller: seller.id }, 'a circuit was opened in this process alone');
      })
      .finally(() => {
        entry.opening = null;
      });
  }

  private opening(openings: number, error: Opening['error']): Opening {
    const now = this.options.clock.now();
    return { now, nextProbeAt: new Date(now.getTime() + this.pause(openings) * 1000), error };
  }

  private pause(openings: number): number {
    const { openSeconds = OPEN_SECONDS, maxOpenSeconds = MAX_OPEN_SECONDS } = this.options;
    return Math.min(maxOpenSeconds, openSeconds * 2 ** Math.min(openings - 1, 16));
  }

  private refusal(seller: Seller, seconds: number): SellerFault {
    const spread = Math.min(SPREAD_SECONDS, seconds) * (this.options.chance ?? Math.random)();
    return circuitOpenFault(seller, Math.max(1, seconds) + spread);
  }
}

class NoSignError extends Error {
  override readonly name = 'NoSignError';
}

const UNKNOWN = { code: FaultCode.unreachable, message: 'the seller did not answer' };

function lastFaultOf(breaker: CircuitBreakerPolicy): Opening['error'] {
  const last = breaker.lastFailure;
  return last !== undefined && 'value' in last ? faultOf(last.value as ToolReply) : UNKNOWN;
}

function faultOf(reply: ToolReply): Opening['error'] {
  return reply.ok ? UNKNOWN : { code: reply.fault.code, message: reply.fault.message };
}

/** Changed settings close the circuit too. */
function isClosedFor(seller: Seller, { state, revision }: Circuit): boolean {
  return state === CircuitState.closed || revision !== seller.revision;
}

function refOf({ tenantId, id, revision }: Seller): RevisedSeller {
  return { tenantId, sellerId: id, revision };
}
