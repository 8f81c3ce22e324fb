import { setTimeout as sleep } from 'node:timers/promises';
import { createLogger } from '@adcp-orchestrator/platform';
import { Pump } from './pump';

/** A pump over a number of rows of one customer. Their work ends when the test says so. */
class Rows {
  claims = 0;
  most = 0;
  leaves = true;
  /** For how long each row is due when it is claimed. */
  lateMs = 0;
  readonly ends: (() => void)[] = [];
  hold: Promise<void> = Promise.resolve();
  readonly pump: Pump<string>;

  constructor(
    private left: number,
    permits = 2,
  ) {
    this.pump = new Pump({
      permits,
      refillPauseMs: 5,
      claim: async (held) => {
        this.claims += 1;
        await this.hold;
        const taken = Math.min(this.left, held.free);
        this.left -= taken;
        return Array.from({ length: taken }, () => 'row');
      },
      whom: () => 'customer',
      work: () => {
        this.most = Math.max(this.most, this.pump.size);
        return new Promise((resolve) => this.ends.push(resolve));
      },
      leftRows: () => this.leaves,
      lateMs: () => this.lateMs,
      log: createLogger('test', 'silent'),
    });
  }

  endAll(): void {
    for (const end of this.ends.splice(0)) end();
  }
}

describe('the pump', () => {
  it('claims as far as its permits reach, and fills those that come free', async () => {
    const rows = new Rows(5);
    expect(await rows.pump.wake()).toBe(2);
    for (let round = 0; round < 20 && rows.pump.size > 0; round += 1) {
      rows.endAll();
      await sleep(10);
    }
    expect([rows.most, rows.pump.size]).toEqual([2, 0]);
    await rows.pump.stop();
  });

  it('counts as lost hints what a sweep finds long after it was due, and nobody was about to claim', async () => {
    const rows = new Rows(9, 3);
    expect(await rows.pump.sweep()).toEqual({ rows: 3, late: 0 });
    rows.lateMs = 5_000;
    rows.endAll();
    // A permit came free a moment ago, so the rows that waited for it were about to be claimed.
    await Promise.resolve();
    expect(await rows.pump.sweep()).toEqual({ rows: 3, late: 0 });
    expect(await rows.pump.sweep()).toEqual({ rows: 0, late: 0 });
    await rows.pump.stop();

    const idle = new Rows(2, 3);
    idle.lateMs = 5_000;
    expect(await idle.pump.sweep()).toEqual({ rows: 2, late: 2 });
    await idle.pump.stop();
  });

  it('looks once more when it is woken while it claims, and only once', async () => {
    const rows = new Rows(0);
    let letGo = (): void => undefined;
    rows.hold = new Promise((resolve) => (letGo = resolve));
    const woken = [rows.pump.wake(), rows.pump.wake(), rows.pump.wake()];
    letGo();
    expect(await Promise.all(woken)).toEqual([0, 0, 0]);
    expect(rows.claims).toBe(2);
  });

  it('tells what it found, and what ended since it was last asked', async () => {
    const rows = new Rows(2, 3);
    expect(await rows.pump.look()).toEqual({ claimed: 2, ended_since_last: 0, under_way: 2, free: 1 });
    rows.endAll();
    await sleep(1);
    expect(await rows.pump.look()).toEqual({ claimed: 0, ended_since_last: 2, under_way: 0, free: 3 });
    expect(await rows.pump.look()).toEqual({ claimed: 0, ended_since_last: 0, under_way: 0, free: 3 });
    await rows.pump.stop();
  });

  it('claims no more once it is stopped, and waits for what is under way, a late claim too', async () => {
    const rows = new Rows(9);
    let letGo = (): void => undefined;
    rows.hold = new Promise((resolve) => (letGo = resolve));
    const claiming = rows.pump.wake();
    const stopped = rows.pump.stop();
    const ended = rows.pump.end({ graceMs: 10_000, abortedMs: 1 });
    letGo();
    expect(await claiming).toBe(2);
    await stopped;
    setTimeout(() => {
      rows.endAll();
    }, 20);
    await ended;
    await sleep(20);
    expect([rows.claims, rows.pump.size, await rows.pump.wake()]).toEqual([1, 0, 0]);
  });

  it('leaves a claim that failed to whoever woke it', async () => {
    const rows = new Rows(0);
    rows.hold = Promise.reject(new Error('database away'));
    await expect(rows.pump.wake()).rejects.toThrow('database away');
    rows.hold = Promise.resolve();
    expect(await rows.pump.wake()).toBe(0);
  });

  describe('with work that is handed over', () => {
    it('keeps permits for it, which no claim takes, and gives back what was not needed', async () => {
      const rows = new Rows(9, 3);
      expect([rows.pump.reserve(2), rows.pump.reserve(2), rows.pump.reserve(1)]).toEqual([2, 1, 0]);
      expect(await rows.pump.wake()).toBe(0);
      rows.pump.handOver(2, ['handed']);
      expect([rows.pump.size, rows.pump.reserved]).toEqual([1, 1]);
      // Somebody had woken it while nothing was free.
      for (let round = 0; round < 50 && rows.pump.size < 2; round += 1) await sleep(5);
      expect([rows.claims, rows.pump.size]).toEqual([1, 2]);
      await rows.pump.stop();
    });

    it('looks for rows when it ends only if the last claim has left some', async () => {
      const rows = new Rows(1, 3);
      rows.leaves = false;
      rows.pump.handOver(rows.pump.reserve(1), ['handed']);
      rows.endAll();
      await sleep(20);
      expect(rows.claims).toBe(0);
      rows.leaves = true;
      rows.pump.handOver(rows.pump.reserve(1), ['handed']);
      rows.endAll();
      for (let round = 0; round < 50 && rows.claims === 0; round += 1) await sleep(5);
      expect(rows.claims).toBeGreaterThan(0);
      await rows.pump.stop();
    });

    it('keeps nothing once it is stopped', async () => {
      const rows = new Rows(0);
      await rows.pump.stop();
      expect(rows.pump.reserve(1)).toBe(0);
    });
  });
});
