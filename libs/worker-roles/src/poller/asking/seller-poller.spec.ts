import type { Pool } from 'pg';
import type { Hint, Observation, Seller } from '@adcp-orchestrator/domain';
import type { Observed } from '@adcp-orchestrator/ledger';
import { createLogger } from '@adcp-orchestrator/platform';
import { ScriptedDialect, TestClock } from '@adcp-orchestrator/testing';
import { SellerPoller } from './seller-poller';

const seller = { tenantId: '0190a0a0-0000-7000-8000-000000000001', sellerId: 'acme' };

/**
 * A database in which so many operations of the seller are due. What was read is due no more.
 * @param limits gets how many each turn could hold
 */
function databaseWith(operations: number, limits: number[] = []): Pool {
  const rows = Array.from({ length: operations }, (_, place) => ({
    id: `operation-${place}`,
    tenant_id: seller.tenantId,
    seller_id: seller.sellerId,
    deadline_seconds: 86_400,
    summary: { totalBudget: null, start: null, end: null, packages: null, brand: null },
  }));
  const answers: Record<string, object[]> = {
    'poll-take': [{ tenant_id: seller.tenantId, id: seller.sellerId }],
    'poll-end': [{ tenant_id: seller.tenantId, id: seller.sellerId, ask_at: new Date(0) }],
  };
  const query = ({ name, values }: { name: string; values: unknown[] }) => {
    if (name !== 'poll-due') return Promise.resolve({ rows: answers[name] ?? [] });
    const atMost = Number(values[4]);
    limits.push(atMost - 1);
    const read = rows.slice(0, atMost);
    // A turn reads one more than it takes, to see whether there is more.
    rows.splice(0, atMost - 1);
    return Promise.resolve({ rows: read });
  };
  return { query } as unknown as Pool;
}

/** A poller whose seller's operations stay due, because the gate could not write what it was told. */
function failingTurn(): { poller: SellerPoller; hints: Hint[] } {
  const hints: Hint[] = [];
  const poller = new SellerPoller({
    pool: databaseWith(1),
    ledger: { observe: () => Promise.reject(new Error('deadlock detected')) },
    directory: { find: () => Promise.reject(new Error('away')) },
    clock: new TestClock(),
    hints: { send: (sent) => hints.push(...sent) },
    log: createLogger('test', 'silent'),
    owner: 'p1',
    leaseSeconds: 60,
    soonSeconds: 10,
  });
  return { poller, hints };
}

describe('a turn whose answers could not be recorded', () => {
  it('wakes nobody: the sweep asks again, instead of one question after another', async () => {
    const { poller, hints } = failingTurn();
    await poller.poll(seller);
    expect(hints).toEqual([]);
  });
});

describe('what a turn learned', () => {
  it('comes to the gate a part at a time, and all of it, turn after turn', async () => {
    const seen: string[] = [];
    let under = 0;
    let most = 0;
    const observe = async (observation: Observation): Promise<Observed> => {
      seen.push(observation.operationId);
      under += 1;
      most = Math.max(most, under);
      await new Promise(setImmediate);
      under -= 1;
      return { observation, decision: null, operation: null, problem: 'unknown_operation' };
    };
    const poller = new SellerPoller({
      pool: databaseWith(950),
      ledger: { observe },
      // The seller cannot be looked up. Every operation is answered all the same.
      directory: { find: () => Promise.reject(new Error('away')) },
      clock: new TestClock(),
      hints: { send: () => undefined },
      log: createLogger('test', 'silent'),
      owner: 'p1',
      leaseSeconds: 60,
      soonSeconds: 10,
    });
    await poller.poll(seller);
    expect(new Set(seen).size).toBe(950);
    expect(seen).toHaveLength(950);
    expect(most).toBe(200);
  });
});

describe('the turns of a seller', () => {
  /** A poller that asks a seller with this minimum interval. @returns what each turn could hold */
  async function turnsOf(minPollSeconds: number | null, polls: number): Promise<number[]> {
    const limits: number[] = [];
    const known = {
      seller: { limits: { maxConcurrency: 16, requestsPerSecond: null, minPollSeconds } } as Seller,
      dialect: new ScriptedDialect(),
      deleted: false,
      pause: null,
    };
    const poller = new SellerPoller({
      pool: databaseWith(1_500, limits),
      ledger: {
        observe: (observation) =>
          Promise.resolve({ observation, decision: null, operation: null, problem: 'unknown_operation' }),
      },
      directory: { find: () => Promise.resolve(known) },
      clock: new TestClock(),
      hints: { send: () => undefined },
      log: createLogger('test', 'silent'),
      owner: 'p1',
      leaseSeconds: 60,
      soonSeconds: 10,
    });
    for (let poll = 0; poll < polls; poll += 1) await poller.poll(seller);
    return limits;
  }

  it('begin small, and go on large while there is more', async () => {
    expect(await turnsOf(null, 2)).toEqual([100, 1_000, 1_000, 100]);
  });

  it('are large from the start once it is known that it must not be asked again soon', async () => {
    expect(await turnsOf(60, 2)).toEqual([100, 1_000, 1_000, 1_000]);
  });
});
