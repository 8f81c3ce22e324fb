import type { Readable } from 'node:stream';
import { createLogger } from '@adcp-orchestrator/platform';
import { OpenExports } from './open-exports';

const LINE = `${'x'.repeat(10_000)}\n`;

describe('the exports of a process', () => {
  let made = 0;
  let allowed = true;
  const opened: Readable[] = [];
  let exports: OpenExports;

  beforeEach(() => {
    made = 0;
    allowed = true;
    exports = new OpenExports(createLogger('test', 'silent'));
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
  });
  afterEach(() => {
    for (const body of opened.splice(0)) body.destroy();
    jest.useRealTimers();
  });

  async function* lines(isStopping: () => boolean): AsyncGenerator<string> {
    for (; made < 1_000 && !isStopping(); made += 1) yield await Promise.resolve(LINE);
    yield 'end\n';
  }
  /** Opens one, and does not read it. */
  function open(tenant = 'ours'): { ended: Promise<void>; body: () => Readable } {
    let begun: Readable | null = null;
    const ended = exports.run(
      tenant,
      () => Promise.resolve({ lines, isAllowed: () => Promise.resolve(allowed) }),
      (body) => {
        begun = body;
        opened.push(body);
        body.on('error', () => undefined);
        body.read(0);
      },
    );
    return {
      ended,
      body: () => {
        if (begun === null) throw new Error('it has not begun');
        return begun;
      },
    };
  }
  const turns = async (count = 50): Promise<void> => {
    for (let n = 0; n < count; n += 1) await new Promise(setImmediate);
  };

  it('make lines only as fast as their client takes them', async () => {
    const { body, ended } = open();
    await turns();
    expect(made).toBeLessThan(20);
    let size = 0;
    for await (const chunk of body()) size += String(chunk).length;
    await ended;
    expect([made, size]).toEqual([1_000, 1_000 * LINE.length + 4]);
  });

  it('cut off a client that takes nothing for a minute', async () => {
    const { body, ended } = open();
    await turns();
    await jest.advanceTimersByTimeAsync(58_000);
    expect(body().destroyed).toBe(false);
    await jest.advanceTimersByTimeAsync(6_000);
    await ended;
    expect(body().errored?.message).toContain('took nothing');
  });

  it('end with their key', async () => {
    const { body, ended } = open();
    await turns();
    allowed = false;
    await jest.advanceTimersByTimeAsync(2_000);
    await ended;
    expect(body().errored?.message).toContain('key');
  });

  it('end in good order when the process stops', async () => {
    const { body, ended } = open();
    await turns();
    exports.beforeApplicationShutdown();
    let text = '';
    for await (const chunk of body()) text += String(chunk);
    await ended;
    expect(text.endsWith('end\n')).toBe(true);
    expect(made).toBeLessThan(1_000);
  });

  it('are two of a tenant at once, and others have theirs', async () => {
    open();
    const { body } = open();
    await turns(2);
    await expect(open().ended).rejects.toMatchObject({ kind: 'too-many-reads' });
    open('theirs');
    await turns(2);
    expect(opened).toHaveLength(3);
    body().destroy();
    await turns();
    open();
    await turns(2);
    expect(opened).toHaveLength(4);
  });
});
