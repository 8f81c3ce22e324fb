import { onInterrupt } from './interrupt';

/** Emits a signal as Node does when one arrives. */
const send = (signal: NodeJS.Signals): void => void process.emit(signal, signal);

describe('Ctrl-C', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('asks to stop; a later one says that nobody wants to wait, unless it is the same one passed on by npm', async () => {
    let now = 0;
    jest.spyOn(performance, 'now').mockImplementation(() => now);
    const interrupt = onInterrupt();
    send('SIGINT');
    expect(await interrupt.requested).toBe('SIGINT');
    now = 1_500;
    send('SIGINT');
    expect([interrupt.signal.aborted, interrupt.again.aborted]).toEqual([true, false]);
    now = 3_000;
    // The terminal was closed, or a service manager repeats itself. Neither is a wish to lose anything.
    send('SIGHUP');
    send('SIGTERM');
    expect(interrupt.again.aborted).toBe(false);
    send('SIGINT');
    expect(interrupt.again.aborted).toBe(true);
  });
});
