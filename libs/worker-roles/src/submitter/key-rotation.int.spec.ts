import { randomBytes } from 'node:crypto';
import type { FrozenCall } from '@adcp-orchestrator/domain';
import { BatchingLedger, Ledger, claimDue, startCall, walkSealed } from '@adcp-orchestrator/ledger';
import { SecretBox, createLogger } from '@adcp-orchestrator/platform';
import { SellerDirectory } from '@adcp-orchestrator/sellers';
import {
  ScriptedDialect,
  type TestDatabase,
  TestClock,
  TestDesk,
  createTestDatabase,
  timings,
  untilTrue,
} from '@adcp-orchestrator/testing';
import { Submitter } from './claiming/submitter';
import { sealCall } from './sending/frozen-call';
import { OperationSender } from './sending/operation-sender';

const log = createLogger('test', 'silent');
const [oldKey, newKey] = [randomBytes(32), randomBytes(32)];
const oldBox = new SecretBox(oldKey);
const bothKeys = new SecretBox(newKey, [oldKey]);
const newBox = new SecretBox(newKey);
/** The seller recognises these bytes, so the order of the keys and the words count. */
const frozen: FrozenCall = {
  tool: 'create_media_buy',
  arguments: { z: 1, a: { ü: '€', idempotency_key: 'k-1' }, list: [1, '2', null] },
};

describe('a call that was frozen under a key since replaced', () => {
  let database: TestDatabase;
  let clock: TestClock;
  let desk: TestDesk;
  let dialect: ScriptedDialect;
  const started: Submitter[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  beforeEach(async () => {
    clock = new TestClock();
    desk = new TestDesk(database, clock);
    await desk.open();
    dialect = new ScriptedDialect();
    dialect.can = { replayWindowSeconds: 86_400, pollTool: null, tools: [] };
    await desk.addSeller('modern', { dialect: 'adcp-v3', capabilities: dialect.can });
  });
  afterEach(async () => {
    for (const submitter of started.splice(0)) {
      await submitter.stopClaiming();
      await submitter.finish();
    }
    // What one test leaves due must not reach the next.
    await database.pool.query(`UPDATE operations SET due_kind = NULL, due_at = NULL`);
  });

  function submitterWith(box: SecretBox): Submitter {
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
      owner: 'w1',
      leaseSeconds: 60,
      webhookUrl: null,
    });
    const submitter = new Submitter({
      pool,
      sender,
      clock,
      log,
      owner: 'w1',
      leaseSeconds: 60,
      callTimeoutSeconds: 30,
    });
    started.push(submitter);
    submitter.start();
    return submitter;
  }

  /** A worker that started the call under the old key and was killed before the answer came. */
  async function loseCall(): Promise<string> {
    const id = await desk.accept('modern', { dialect: 'adcp-v3' });
    const now = clock.now();
    const killed = { owner: 'killed', leaseSeconds: 60, now };
    const [claimed] = await claimDue(database.pool, { ...killed, limit: 1, busy: new Map() });
    await startCall(database.pool, {
      ...killed,
      operation: claimed!.operation,
      frozenCallSealed: sealCall(oldBox, id, frozen),
      sellerRevision: 1,
    });
    return id;
  }

  async function loseLease(id: string): Promise<void> {
    await database.pool.query(`UPDATE operations SET lease_until = clock_timestamp() - interval '1 s' WHERE id = $1`, [
      id,
    ]);
  }

  async function keyOf(id: string): Promise<string | null> {
    const { rows } = await database.pool.query<{ frozen_call_sealed: Buffer }>(
      'SELECT frozen_call_sealed FROM operations WHERE id = $1',
      [id],
    );
    return newBox.keyIdOf(rows[0]!.frozen_call_sealed);
  }

  const untilPending = (id: string): Promise<void> =>
    untilTrue('the answer', async () => (await desk.read(id)).status === 'pending_approval', { everyMs: 10 });

  /** Compares bytes, not only values. */
  const sent = (): string[] => dialect.calls.map(({ tool, arguments: args }) => JSON.stringify([tool, args]));
  const expected = [JSON.stringify([frozen.tool, frozen.arguments])];

  it('goes out with the same bytes before it is sealed again, by a process that knows the old key too', async () => {
    const id = await loseCall();
    await loseLease(id);
    await submitterWith(bothKeys).wake();
    await untilPending(id);
    expect(sent()).toEqual(expected);
  });

  it('goes out with the same bytes after it was sealed again while its worker held it, by a process that knows the new key alone', async () => {
    const id = await loseCall();
    const before = await desk.read(id);
    await walkSealed(database.pool, { resealer: bothKeys, write: true });
    expect(await keyOf(id)).toBe(newBox.keyId);
    // The lease, the version and the times belong to its worker.
    expect(await desk.read(id)).toEqual(before);
    await loseLease(id);
    await submitterWith(newBox).wake();
    await untilPending(id);
    expect(sent()).toEqual(expected);
    expect(dialect.count('reconcile')).toBe(0);
  });

  it('is not sent in any other form by a process that cannot open it', async () => {
    const id = await loseCall();
    await loseLease(id);
    const submitter = submitterWith(newBox);
    await submitter.wake();
    const said = async (): Promise<boolean> => (await desk.read(id)).error?.code === 'REQUEST_NOT_PREPARED';
    await untilTrue('the error that says so', said, { everyMs: 10 });
    expect(sent()).toEqual([]);
    expect((await desk.read(id)).error?.message).toContain(oldBox.keyId);
  });
});
