import type { Agent } from 'undici';
import type { JsonObject, Seller } from '@adcp-orchestrator/domain';
import { DEFAULT_MAX_ANSWER_BYTES, type GuardedAgentOptions, createGuardedAgent } from '@adcp-orchestrator/platform';
import { Executed, FaultCode, type SellerFault } from '../faults';
import { type CallClock, startCallClock } from './call-clock';
import { inCallSpan } from './call-span';
import type { CallManners } from './call-manners';
import type { CallProgress, CallRecord } from './call-record';
import { ExchangeFailedError } from './exchange-failed';
import { faultOfFailure } from './fault-of-failure';
import { McpSession } from './mcp-session';
import { type ToolAnswer, type ToolReply, adcpDataOf, faultOfResult } from './tool-reply';

export interface McpSessionsOptions {
  /**
   * Seconds for one call, the wait for its session to open included. An opening has the same limit for itself. Default
   * 30.
   */
  callTimeoutSeconds?: number;
  /** The largest answer that is read, in bytes. Default 4 MiB. */
  maxAnswerBytes?: number;
  /** Allows sellers on loopback and private addresses, and plain http. */
  allowPrivateNetworks: boolean;
  /** As of `createGuardedAgent`. */
  egressProxyUrl?: string | null;
  /**
   * Seconds after which an unused session is closed. Default 3,900, because a seller in use is asked every hour what it
   * can do.
   */
  idleSeconds?: number;
  /** How many sessions are kept open; the one that was unused for longest gives way. Default 500. */
  maxSessions?: number;
  /** Absent: every call is made at once. The openings of sessions are not counted: they are few. */
  manners?: CallManners;
  /** The log that names refused addresses. */
  log?: GuardedAgentOptions['log'];
}

export interface ToolCall {
  tool: string;
  arguments: JsonObject;
  /** Whether the call books or changes something. Such a call is never repeated here. */
  mutating: boolean;
  signal: AbortSignal;
  /** Called each time the seller shows progress. The call may then take 300 s. */
  onProgress?: (progress: CallProgress) => void;
}

interface Slot {
  session: McpSession;
  /** Resolves to a fault when the session could not be opened. Null once the session is open. */
  opening: Promise<SellerFault | null> | null;
}

interface Manner extends Pick<ToolCall, 'signal' | 'mutating'> {
  /** null: the list of tools is asked for. */
  tool: string | null;
}

type Use = (session: McpSession, record: CallRecord) => Promise<ToolAnswer>;

/**
 * More than the calls and questions that can be under way. The manners decide how many those are, and one platform may
 * host all sellers of an installation.
 */
const CONNECTIONS_PER_ORIGIN = 1_024;
const FAREWELL_MS = 1_000;

/**
 * The open MCP sessions: one per tenant, seller and revision of its settings. A call on an open session costs one HTTP
 * request. Every call is bounded in time and size, and ends with the caller's signal. A seller's failure is a value,
 * never an exception. A call that may book is sent at most once. A read is sent once more if its connection broke or
 * its session was lost.
 */
export class McpSessions {
  readonly #agent: Agent;
  readonly #timeoutMs: number;
  readonly #maxAnswerBytes: number;
  readonly #idleMs: number;
  readonly #maxSessions: number;
  readonly #manners: CallManners | null;
  readonly #slots = new Map<string, Slot>();
  readonly #clocks = new Set<CallClock>();
  #sweeper: NodeJS.Timeout | null = null;
  #closed = false;

  constructor(options: McpSessionsOptions) {
    this.#timeoutMs = (options.callTimeoutSeconds ?? 30) * 1000;
    this.#maxAnswerBytes = options.maxAnswerBytes ?? DEFAULT_MAX_ANSWER_BYTES;
    this.#idleMs = (options.idleSeconds ?? 3_900) * 1000;
    this.#maxSessions = options.maxSessions ?? 500;
    this.#manners = options.manners ?? null;
    this.#agent = createGuardedAgent({
      allowPrivateNetworks: options.allowPrivateNetworks,
      egressProxyUrl: options.egressProxyUrl,
      responseTimeoutMs: this.#timeoutMs,
      connectionsPerOrigin: CONNECTIONS_PER_ORIGIN,
      log: options.log,
    });
  }

  /**
   * Asks whether a call that books may be made now, and waits a little for the seller's rate. To be asked before the
   * start of the call is committed: `callTool` itself holds back only calls that book nothing.
   * @returns null when it may; otherwise why not
   */
  admit(seller: Seller, signal: AbortSignal): Promise<SellerFault | null> {
    return this.#manners?.admit(seller, signal, () => this.#ping(seller)) ?? Promise.resolve(null);
  }

  /**
   * Asks whether a call that books may be made now, where that takes no wait. A call that starts after a yes needs no
   * `admit`.
   */
  admitsAtOnce(seller: Seller): Promise<boolean> {
    return this.#manners?.admitsAtOnce(seller) ?? Promise.resolve(true);
  }

  /** Makes one tool call. Never throws for what a seller does. */
  callTool(seller: Seller, call: ToolCall): Promise<ToolReply> {
    const { tool, signal, mutating } = call;
    return this.#politely(seller, { tool, signal, mutating }, async (session, record) => {
      const result = await session.call(tool, call.arguments, record, call.onProgress);
      const body = adcpDataOf(result);
      return body === null ? { ok: false, fault: faultOfResult(result) } : { ok: true, body };
    });
  }

  /** @returns `{tools: [...]}`: the names of the seller's tools, asked for once per session */
  listTools(seller: Seller, signal: AbortSignal): Promise<ToolReply> {
    const known = this.#slots.get(keyOf(seller))?.session.tools ?? null;
    if (known !== null) return Promise.resolve({ ok: true, body: { tools: known }, durationMs: 0 });
    return this.#politely(seller, { tool: null, signal, mutating: false }, async (session, record) => {
      const tools = session.tools ?? (await session.listTools(record));
      return { ok: true, body: { tools } };
    });
  }

  /** Asks what every seller answers and what books nothing. It is sent even if the answer is known already. */
  #ping(seller: Seller): Promise<ToolReply> {
    return this.#inTime(seller, new AbortController().signal, true, async (session, record) => ({
      ok: true,
      body: { tools: await session.listTools(record) },
    }));
  }

  #politely(seller: Seller, { tool, signal, mutating }: Manner, use: Use): Promise<ToolReply> {
    const make = (): Promise<ToolReply> => inCallSpan(seller, tool, () => this.#inTime(seller, signal, !mutating, use));
    if (this.#manners === null) return make();
    return this.#manners.around(seller, { mutating, signal }, make, () => this.#ping(seller));
  }

  /** Sessions open or opening now. */
  get size(): number {
    return this.#slots.size;
  }

  /** Gives up the calls under way, tells the sellers that we are leaving, and closes every connection. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    if (this.#sweeper !== null) clearInterval(this.#sweeper);
    for (const clock of this.#clocks) {
      clock.giveUp(new ExchangeFailedError(FaultCode.aborted, Executed.maybe, 'the process is stopping'));
    }
    const farewell: CallRecord = { signal: AbortSignal.timeout(FAREWELL_MS), secrets: [] };
    await Promise.all(
      [...this.#slots.values()].map(async ({ session, opening }) => {
        await opening;
        await session.retire(farewell);
      }),
    );
    this.#slots.clear();
    await this.#agent.destroy();
  }

  /** Both tries of a read share one clock, so a call never takes longer than its timeout. */
  async #inTime(seller: Seller, signal: AbortSignal, repeatable: boolean, use: Use): Promise<ToolReply> {
    const clock = this.#startClock(seller, signal);
    try {
      const reply = await this.#attempt(seller, clock, use);
      return repeatable && isWorthRepeating(reply) ? await this.#attempt(seller, clock, use) : reply;
    } finally {
      clock.stop();
      this.#clocks.delete(clock);
    }
  }

  async #attempt(seller: Seller, clock: CallClock, use: Use): Promise<ToolReply> {
    const record: CallRecord = { ...clock.record };
    const answer = await this.#answer(seller, record, use);
    return {
      ...answer,
      durationMs: Math.round(performance.now() - clock.startedAt),
      ...(record.httpStatus === undefined ? {} : { httpStatus: record.httpStatus }),
      ...(record.retryAfter === undefined ? {} : { retryAfter: record.retryAfter }),
    };
  }

  async #answer(seller: Seller, record: CallRecord, use: Use): Promise<ToolAnswer> {
    let slot: Slot | undefined;
    try {
      slot = this.#slotOf(seller);
      slot.session.enter();
      const refusal = slot.opening === null ? null : await untilOver(slot.opening, record.signal);
      // The opening failed, so our own call was not sent.
      if (refusal !== null) return { ok: false, fault: { ...refusal, executed: Executed.no } };
      return await use(slot.session, record);
    } catch (error) {
      const fault = faultOfFailure(error, record);
      if (slot !== undefined && this.#isSpent(slot, record)) await this.#drop(seller, slot);
      return { ok: false, fault };
    } finally {
      await slot?.session.leave();
    }
  }

  /**
   * Whether the session is of no more use. A 404, or a 400 within a session, is how servers say that they have
   * forgotten it.
   */
  #isSpent({ session }: Slot, record: CallRecord): boolean {
    const lost = record.inSession === true && (record.httpStatus === 404 || record.httpStatus === 400);
    return lost || session.isWornOut;
  }

  #startClock(seller: Seller, signal: AbortSignal | null): CallClock {
    const clock = startCallClock(seller, this.#timeoutMs, signal);
    this.#clocks.add(clock);
    if (this.#closed) clock.giveUp(new ExchangeFailedError(FaultCode.aborted, Executed.no, 'the process is stopping'));
    return clock;
  }

  #slotOf(seller: Seller): Slot {
    const key = keyOf(seller);
    const known = this.#slots.get(key);
    if (known !== undefined) {
      // Inserted again, so that the map's order is the order of use.
      this.#slots.delete(key);
      this.#slots.set(key, known);
      return known;
    }
    if (this.#closed) throw new ExchangeFailedError(FaultCode.aborted, Executed.no, 'the process is stopping');
    this.#makeRoom();
    const session = new McpSession(seller, this.#agent, this.#timeoutMs, this.#maxAnswerBytes);
    const opening = this.#open(seller, session);
    const slot: Slot = { session, opening };
    this.#slots.set(key, slot);
    this.#sweeper ??= setInterval(
      () => {
        this.#closeIdle();
      },
      Math.max(1_000, this.#idleMs / 2),
    ).unref();
    void opening.then(async (refusal) => {
      if (refusal === null) slot.opening = null;
      else await this.#drop(seller, slot);
    });
    return slot;
  }

  /**
   * The opening has its own clock. It serves every call that waits for it, and none of them may end it for the others.
   */
  async #open(seller: Seller, session: McpSession): Promise<SellerFault | null> {
    const clock = this.#startClock(seller, null);
    try {
      await session.open(clock.record);
      return null;
    } catch (error) {
      return faultOfFailure(error, clock.record);
    } finally {
      clock.stop();
      this.#clocks.delete(clock);
    }
  }

  async #drop(seller: Seller, slot: Slot): Promise<void> {
    const key = keyOf(seller);
    if (this.#slots.get(key) === slot) this.#slots.delete(key);
    await slot.session.retire(null);
  }

  #makeRoom(): void {
    for (const [key, { session }] of this.#slots) {
      if (this.#slots.size < this.#maxSessions) return;
      this.#slots.delete(key);
      void session.retire(this.#farewell());
    }
  }

  #closeIdle(): void {
    const now = Date.now();
    for (const [key, { session }] of this.#slots) {
      if (!session.isIdle || now - session.lastUsedAt < this.#idleMs) continue;
      this.#slots.delete(key);
      void session.retire(this.#farewell());
    }
  }

  #farewell(): CallRecord {
    return { signal: AbortSignal.timeout(FAREWELL_MS), secrets: [] };
  }
}

function keyOf(seller: Seller): string {
  return `${seller.tenantId}/${seller.id}/${seller.revision}`;
}

function isWorthRepeating(reply: ToolReply): boolean {
  if (reply.ok) return false;
  const { code } = reply.fault;
  return code === FaultCode.dropped || code === FaultCode.sessionLost;
}

/** @throws ExchangeFailedError when the call's own time is up before the shared opening is done */
async function untilOver<T>(shared: Promise<T>, signal: AbortSignal): Promise<T> {
  let onAbort: (() => void) | undefined;
  const over = new Promise<never>((_, reject) => {
    onAbort = () => {
      const reason = signal.reason as ExchangeFailedError;
      reject(new ExchangeFailedError(reason.code, Executed.no, reason.message));
    };
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
  });
  try {
    return await Promise.race([shared, over]);
  } finally {
    if (onAbort !== undefined) signal.removeEventListener('abort', onAbort);
  }
}
