import { randomBytes } from 'node:crypto';
import type { Answer } from '@adcp-orchestrator/domain';
import { BatchingLedger, Ledger } from '@adcp-orchestrator/ledger';
import { SecretBox, createLogger } from '@adcp-orchestrator/platform';
import { SellerDirectory } from '@adcp-orchestrator/sellers';
import {
  ScriptedDialect,
  type TestDatabase,
  TestClock,
  TestDesk,
  createTestDatabase,
  createdAnswer,
  timings,
  untilTrue,
} from '@adcp-orchestrator/testing';
import { Submitter } from './claiming/submitter';
import { OperationSender } from './sending/operation-sender';

const log = createLogger('test', 'silent');
const box = new SecretBox(randomBytes(32));
const progress: Answer = { finding: { kind: 'pending', status: 'working', callOpen: true }, message: 'booking' };
/** It is renewed every four seconds, so a machine that stands still for some seconds does not lose it. */
const LEASE_SECONDS = 12;

describe('a seller that works on a call while its connection is open', () => {
  let database: TestDatabase;
  let clock: TestClock;
  let desk: TestDesk;
  let dialect: ScriptedDialect;
  let submitter: Submitter;
  let answerNow: (answer: Answer) => void;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    clock = new TestClock();
    desk = new TestDesk(database, clock);
    await desk.open();
    dialect = new ScriptedDialect();
    dialect.onSubmit = (_, signal, onProgress) => {
      onProgress?.(progress);
      return new Promise((resolve, reject) => {
        answerNow = resolve;
        signal.addEventListener('abort', () => {
          reject(new Error('aborted'));
        });
      });
    };
    submitter = makeSubmitter('w1');
    submitter.start();
  });
  afterEach(async () => {
    await submitter.stopClaiming();
    await submitter.finish();
    await database.pool.query(`UPDATE operations SET due_kind = NULL, due_at = NULL`);
  });

  function makeSubmitter(owner: string): Submitter {
    const { pool } = database;
    const ledger = new Ledger({ pool, clock, timings, hints: { send: () => undefined } });
    const sender = new OperationSender({
      pool,
      ledger: new BatchingLedger(ledger),
      directory: new SellerDirectory({ pool, box, dialectOf: () => dialect, clock, log }),
      sessions: { admit: () => Promise.resolve(null), admitsAtOnce: () => Promise.resolve(true) },
      box,
      clock,
      log,
      owner,
      leaseSeconds: LEASE_SECONDS,
      webhookUrl: null,
    });
    return new Submitter({ pool, sender, clock, log, owner, leaseSeconds: LEASE_SECONDS, callTimeoutSeconds: 30 });
  }

  const untilStatus = (id: string, status: string): Promise<void> =>
    untilTrue(`the operation to be ${status}`, async () => (await desk.read(id)).status === status, { everyMs: 10 });

  async function leaseUntil(id: string): Promise<string> {
    const { rows } = await database.pool.query<{ until: string }>(
      'SELECT lease_until::text AS until FROM operations WHERE id = $1',
      [id],
    );
    return rows[0]!.until;
  }

  async function isOver(instant: string): Promise<boolean> {
    const { rows } = await database.pool.query<{ over: boolean }>(
      'SELECT clock_timestamp() > $1::timestamptz AS over',
      [instant],
    );
    return rows[0]!.over;
  }

  it('is shown as working, and keeps the call to its worker until the answer comes', async () => {
    await desk.addSeller('acme');
    const id = await desk.accept('acme');
    await submitter.wake();
    const first = await leaseUntil(id);
    await untilStatus(id, 'working');
    await untilTrue('the first lease to be over', () => isOver(first));
    expect(await leaseUntil(id)).not.toBe(first);
    expect(await makeSubmitter('w2').wake()).toBe(0);
    answerNow(createdAnswer('mb_1'));
    await untilStatus(id, 'created');
    expect(await desk.story(id)).toEqual([
      'accepted requested',
      'claimed submitting',
      'transition working',
      'transition created',
    ]);
    expect(dialect.count('submit')).toBe(1);
  });

  it.each([
    ['is asked for evidence by whoever takes over, when it has no idempotency', null, 1],
    ['gets the same bytes and key from whoever takes over, while it promises to replay them', 86_400, 2],
  ] as const)('%s', async (_, replayWindowSeconds, calls) => {
    dialect.can = { replayWindowSeconds, pollTool: null, tools: [] };
    await desk.addSeller('acme', { capabilities: dialect.can });
    const id = await desk.accept('acme');
    await submitter.wake();
    await untilStatus(id, 'working');
    // As if the worker were killed: nobody keeps the lease, and its answer never comes.
    const lost = answerNow;
    await submitter.stopClaiming();
    await database.pool.query(
      `UPDATE operations SET lease_owner = 'killed', lease_until = clock_timestamp() - interval '1 s' WHERE id = $1`,
      [id],
    );
    dialect.onReconcile = () => Promise.resolve(createdAnswer('mb_1'));
    dialect.onSubmit = () => Promise.resolve(createdAnswer('mb_1'));
    const heir = makeSubmitter('w2');
    expect(await heir.wake()).toBe(1);
    await untilStatus(id, 'created');
    await heir.finish();
    expect(dialect.calls).toHaveLength(calls);
    for (const call of dialect.calls) expect(call).toEqual(dialect.calls[0]);
    expect((await desk.read(id)).conflicts).toBe(0);
    lost(createdAnswer('mb_1'));
  });
});
