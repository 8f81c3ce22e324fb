import { type AddressInfo, type Server, type Socket, connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from './random';

/** What happens to one connection. Numbers count its bytes. */
type Fate =
  | { kind: 'left_alone' }
  | { kind: 'refused' }
  | { kind: 'cut_in_request' | 'cut_in_answer'; after: number }
  | { kind: 'slow'; ms: number }
  | { kind: 'garbage'; after: number };

/** Requests and answers of the sandbox have some hundred bytes. A connection is cut within its first few. */
const longest = 4_000;

/** Stands between us and the publishers. While it is told to, it cuts, slows or garbles connections at any byte. */
export class CuttingProxy {
  cutting = false;
  /** Connections by what was done to them. */
  readonly fates = new Map<Fate['kind'], number>();
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly random: Random,
  ) {}

  static async start(target: string, random: Random): Promise<CuttingProxy> {
    const { port } = new URL(target);
    const server = createServer();
    const proxy = new CuttingProxy(server, random);
    server.on('connection', (socket) => {
      void proxy.pass(socket, Number(port));
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', resolve);
    });
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Ends every open connection, so that the next ones get a fate of their own. */
  hangUp(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  async stop(): Promise<void> {
    this.hangUp();
    await new Promise<void>((resolve) => {
      this.server.close(() => {
        resolve();
      });
    });
  }

  private async pass(near: Socket, port: number): Promise<void> {
    const fate = this.fate();
    this.fates.set(fate.kind, (this.fates.get(fate.kind) ?? 0) + 1);
    if (fate.kind === 'refused') {
      near.resetAndDestroy();
      return;
    }
    const far = connect({ port, host: '127.0.0.1' });
    for (const socket of [near, far]) {
      this.sockets.add(socket);
      // Either side may go away at any time. Then the other goes too.
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    const cut = () => {
      near.resetAndDestroy();
      far.destroy();
    };
    relay(near, far, fate.kind === 'cut_in_request' ? fate.after : Infinity, cut);
    if (fate.kind === 'slow') {
      far.pause();
      await sleep(fate.ms);
      far.resume();
    }
    if (fate.kind === 'garbage') garble(far, near, fate.after);
    else relay(far, near, fate.kind === 'cut_in_answer' ? fate.after : Infinity, cut);
  }

  private fate(): Fate {
    if (!this.cutting || this.random.next() < 0.4) return { kind: 'left_alone' };
    const after = Math.floor(this.random.between(0, longest));
    return this.random.pick<Fate>([
      { kind: 'refused' },
      { kind: 'cut_in_request', after },
      { kind: 'cut_in_answer', after },
      { kind: 'slow', ms: this.random.between(500, 4_500) },
      { kind: 'garbage', after },
    ]);
  }
}

/** Passes this many bytes on, then calls `cut`. */
function relay(from: Socket, to: Socket, bytes: number, cut: () => void): void {
  let left = bytes;
  from.on('data', (chunk: Buffer) => {
    to.write(chunk.subarray(0, left));
    left -= chunk.length;
    if (left < 0) cut();
  });
}

/** Passes this many bytes on. Then follows noise of the same length. */
function garble(from: Socket, to: Socket, bytes: number): void {
  let left = bytes;
  from.on('data', (chunk: Buffer) => {
    const whole = Math.max(0, Math.min(left, chunk.length));
    left -= chunk.length;
    to.write(Buffer.concat([chunk.subarray(0, whole), Buffer.alloc(chunk.length - whole, '\u0001?{')]));
  });
}
