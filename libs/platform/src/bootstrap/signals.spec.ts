import { keepEarlySignals } from './early-signals';
import { followSecondInterrupt } from './second-interrupt';

/** Emits a signal as Node does when one arrives. */
const send = (signal: NodeJS.Signals): void => void process.emit(signal, signal);

describe('the signals of a process', () => {
  it('are kept while it starts, and handed to who listens then', () => {
    const passOn = keepEarlySignals();
    send('SIGTERM');
    let heard = 0;
    const listener = (): void => void (heard += 1);
    process.on('SIGTERM', listener);
    passOn();
    expect(heard).toBe(1);
    send('SIGTERM');
    process.off('SIGTERM', listener);
    expect(heard).toBe(2);
  });

  it('make it hurry at a second Ctrl-C, not at the same one that came twice, and not at a second SIGTERM', () => {
    const time = jest.spyOn(performance, 'now').mockReturnValue(1_000);
    let hurried = 0;
    const unfollow = followSecondInterrupt('SIGINT', () => void (hurried += 1));
    send('SIGINT');
    send('SIGTERM');
    expect(hurried).toBe(0);
    time.mockReturnValue(2_000);
    send('SIGTERM');
    expect(hurried).toBe(0);
    send('SIGINT');
    expect(hurried).toBe(1);
    unfollow();
    time.mockRestore();
  });

  it('make it hurry at once at a Ctrl-C after a SIGTERM', () => {
    let hurried = 0;
    const unfollow = followSecondInterrupt('SIGTERM', () => void (hurried += 1));
    send('SIGINT');
    unfollow();
    expect(hurried).toBe(1);
  });
});
