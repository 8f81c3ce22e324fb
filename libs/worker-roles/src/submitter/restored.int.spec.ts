import { randomBytes } from 'node:crypto';
import { BatchingLedger, Ledger, restoreInstallation } from '@adcp-orchestrator/ledger';
import { SecretBox, createLogger } from '@adcp-orchestrator/platform';
import { SellerDirectory } from '@adcp-orchestrator/sellers';
import {
  ScriptedDialect,
  TestClock,
  type TestDatabase,
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

describe('the submitter of a restored installation', () => {
  let database: TestDatabase;
  let desk: TestDesk;
  let dialect: ScriptedDialect;
  let submitter: Submitter;
  let ledger: Ledger;
  const clock = new TestClock();

  beforeEach(async () => {
    database = await createTestDatabase();
    desk = new TestDesk(database, clock);
    await desk.open();
    // It would recognise a key for a day: even so nothing of before goes out again.
    await desk.addSeller('acme', { capabilities: { replayWindowSeconds: 86_400, pollTool: null, tools: [] } });
    dialect = new ScriptedDialect();
    ledger = new Ledger({ pool: database.pool, clock, timings, hints: { send: () => undefined } });
    const { pool } = database;
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
    submitter = new Submitter({ pool, sender, clock, log, owner: 'w1', leaseSeconds: 60, callTimeoutSeconds: 30 });
  });
  afterEach(async () => {
    await submitter.stopClaiming();
    await submitter.finish();
    await database.drop();
  });

  async function comesTo(id: string, status: string): Promise<void> {
    await submitter.wake();
    await untilTrue(`the operation to be ${status}`, async () => (await desk.read(id)).status === status, {
      everyMs: 20,
    });
  }

  const restored = (): Promise<unknown> =>
    restoreInstallation(database.pool, { now: clock.now(), dataUntil: clock.now() });

  it('adopts what the seller has, of the backup and posted again, and sends none of it', async () => {
    const kept = await desk.accept('acme');
    await restored();
    const again = await desk.accept('acme');
    dialect.onReconcile = ({ id }) => Promise.resolve(createdAnswer(`mb_${id}`));
    for (const id of [kept, again]) {
      await comesTo(id, 'created');
      expect(await desk.read(id)).toMatchObject({ outcome: { mediaBuyId: `mb_${id}` } });
    }
    expect(dialect.count('submit')).toBe(0);
  });

  it('sends what the seller does not have once a person has released it', async () => {
    await restored();
    const id = await desk.accept('acme');
    await comesTo(id, 'in_doubt');
    expect(dialect.count('submit')).toBe(0);
    await ledger.observe({
      tenantId: desk.tenantId,
      operationId: id,
      source: 'operator',
      receivedAt: clock.now(),
      finding: { kind: 'retry_requested', acceptsDoubleBooking: true },
    });
    await comesTo(id, 'pending_approval');
    expect(dialect.count('submit')).toBe(1);
  });

  it.each(['update_media_buy', 'add_creative_assets', 'sync_creatives'] as const)(
    'lets a person decide about %s too: it has no number to look for',
    async (type) => {
      await restored();
      const id = await desk.accept('acme', { type });
      await comesTo(id, 'in_doubt');
      expect(await desk.read(id)).toMatchObject({ attention: { reason: 'restored' } });
      expect(dialect.count('submit')).toBe(0);
    },
  );
});
