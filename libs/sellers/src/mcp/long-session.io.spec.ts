import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { EventEmitter, getEventListeners } from 'node:events';
import type { Socket } from 'node:net';
import { runInThisContext } from 'node:vm';
import { ScriptedSeller, sellerAt } from '@adcp-orchestrator/testing/scripted-seller';
import { McpSessions } from './mcp-sessions';

/** One listener left by each call would show after a few. `npm run test:session` makes 10,000. */
const CALLS = Number(process.env['LONG_SESSION_CALLS'] ?? 2_000);
const AT_ONCE = 50;
/** The first calls open connections and the session, which stay open. */
const SETTLED_AFTER = 500;
const CONNECTED = 'undici:client:connected';
/** Node warns from the eleventh listener on. */
const MOST_LISTENERS = 10;
/** Jest gives tests a copy of `process`, which gets no warnings. */
const realProcess = runInThisContext('process') as NodeJS.Process;

/** Records every abort signal that is made, every socket that is opened, and every warning, while it watches. */
class ListenerWatch {
  readonly signals: AbortSignal[] = [];
  readonly sockets: Socket[] = [];
  readonly warnings: Error[] = [];
  private readonly real = globalThis.AbortController;
  private readonly onSocket = (message: unknown): void => {
    this.sockets.push((message as { socket: Socket }).socket);
  };
  private readonly onWarning = (warning: Error): void => {
    this.warnings.push(warning);
  };

  start(): void {
    const { signals, real } = this;
    globalThis.AbortController = class extends real {
      constructor() {
        super();
        signals.push(this.signal);
      }
    };
    subscribe(CONNECTED, this.onSocket);
    realProcess.on('warning', this.onWarning);
  }

  stop(): void {
    globalThis.AbortController = this.real;
    unsubscribe(CONNECTED, this.onSocket);
    realProcess.off('warning', this.onWarning);
  }

  /** The listeners on all signals together. */
  onSignals(): number {
    return this.signals.reduce((sum, signal) => sum + getEventListeners(signal, 'abort').length, 0);
  }

  /** The most listeners for one event of one open socket. */
  mostOnASocket(): number {
    const counts = this.sockets
      .filter(({ destroyed }) => !destroyed)
      .flatMap((socket) => socket.eventNames().map((event) => socket.listenerCount(event)));
    return Math.max(...counts);
  }
}

describe('one kept session', () => {
  const watch = new ListenerWatch();
  let seller: ScriptedSeller;
  let pool: McpSessions;

  beforeEach(async () => {
    watch.start();
    seller = await ScriptedSeller.start({ sessions: true, tools: { book: ({ n }) => ({ booked: n ?? null }) } });
    pool = new McpSessions({ allowPrivateNetworks: true, callTimeoutSeconds: 30 });
  });
  afterEach(async () => {
    watch.stop();
    await pool.close();
    await seller.close();
  });

  it(`makes ${CALLS.toLocaleString('en')} calls, and no listener stays behind on anything that lasts`, async () => {
    // This signal lives as long as the process, and every call follows it.
    const { signal } = new AbortController();
    let made = 0;
    let answered = 0;
    const callOn = async (): Promise<void> => {
      while (made < CALLS) {
        const n = (made += 1);
        const reply = await pool.callTool(sellerAt(seller.url), {
          tool: 'book',
          arguments: { n },
          mutating: true,
          signal,
        });
        if (reply.ok && reply.body.booked === n) answered += 1;
        if (n === SETTLED_AFTER) settled = seen();
      }
    };
    const seen = () => ({ opened: watch.sockets.length, socket: watch.mostOnASocket() });
    let settled = seen();
    await Promise.all(Array.from({ length: AT_ONCE }, callOn));

    expect(answered).toBe(CALLS);
    expect(seller.requests.filter(({ rpc }) => rpc === 'initialize')).toHaveLength(1);
    // At least one per call: so the watch did see them.
    expect(watch.signals.length).toBeGreaterThan(CALLS);
    expect(watch.onSignals()).toBe(0);
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
    expect(watch.sockets.length).toBeLessThanOrEqual(settled.opened + AT_ONCE);
    expect(watch.mostOnASocket()).toBeLessThanOrEqual(Math.min(settled.socket, MOST_LISTENERS));
    expect(watch.warnings).toEqual([]);
  });

  it('would be seen to leak', async () => {
    const emitter = new EventEmitter();
    for (let n = 0; n <= MOST_LISTENERS; n += 1) emitter.on('leak', () => undefined);
    const { signal } = new AbortController();
    signal.addEventListener('abort', () => undefined);
    await new Promise((later) => setImmediate(later));
    expect(watch.warnings.map(({ name }) => name)).toEqual(['MaxListenersExceededWarning']);
    expect(watch.onSignals()).toBe(1);
  });
});
