import { randomBytes } from 'node:crypto';
import type { Answer, OpenTask } from '@adcp-orchestrator/domain';
import { Ledger, claimDue, listOrphans, orphanTasksBySeller, startCall } from '@adcp-orchestrator/ledger';
import { SecretBox, createLogger } from '@adcp-orchestrator/platform';
import { SellerDirectory } from '@adcp-orchestrator/sellers';
import {
  ScriptedDialect,
  TestClock,
  type TestDatabase,
  TestDesk,
  createTestDatabase,
  createdAnswer,
  pendingAnswer,
  timings,
} from '@adcp-orchestrator/testing';
import { Reconciler } from './reconciler';

const log = createLogger('test', 'silent');

describe('the comparison with a seller', () => {
  let database: TestDatabase;
  let clock: TestClock;
  let desk: TestDesk;
  let dialect: ScriptedDialect;
  let ledger: Ledger;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  beforeEach(async () => {
    clock = new TestClock();
    desk = new TestDesk(database, clock);
    await desk.open();
    await desk.addSeller('acme');
    dialect = new ScriptedDialect();
    ledger = new Ledger({ pool: database.pool, clock, timings, chance: () => 0.5, hints: { send: () => undefined } });
  });
  afterEach(() => database.pool.query('UPDATE sellers SET deleted_at = now()'));

  const makeReconciler = (): Reconciler =>
    new Reconciler({
      pool: database.pool,
      ledger,
      directory: new SellerDirectory({
        pool: database.pool,
        box: new SecretBox(randomBytes(32)),
        dialectOf: () => dialect,
        clock,
        log,
      }),
      clock,
      log,
      everySeconds: 3600,
    });
  const acme = () => ({ tenantId: desk.tenantId, sellerId: 'acme' });
  const task = (taskId: string, more: Partial<OpenTask> = {}): OpenTask => ({
    taskId,
    status: 'pending',
    operation: null,
    poNumber: null,
    mediaBuyId: null,
    createdAt: null,
    ...more,
  });

  async function pending(taskId: string): Promise<string> {
    const id = await desk.accept('acme');
    const now = clock.now();
    const claims = await claimDue(database.pool, { limit: 50, owner: 'w', leaseSeconds: 60, now, busy: new Map() });
    const { operation } = claims.find((claim) => claim.operation.id === id)!;
    await startCall(database.pool, {
      operation,
      owner: 'w',
      leaseSeconds: 60,
      frozenCallSealed: Buffer.from('x'),
      sellerRevision: 1,
      now,
    });
    await learn(id, pendingAnswer(taskId), 'response');
    return id;
  }

  const learn = (operationId: string, answer: Answer, source: 'response' | 'poll') =>
    ledger.observe({ ...answer, tenantId: desk.tenantId, operationId, source, receivedAt: clock.now() });

  it('is made at the start and then hourly', async () => {
    dialect.openTasks = [];
    clock.advance({ seconds: 1 });
    const reconciler = makeReconciler();
    clock.advance({ seconds: 1 });
    expect(await reconciler.sweep()).toBe(1);
    expect(await reconciler.sweep()).toBe(0);
    clock.advance({ hours: 1, seconds: 1 });
    expect(await reconciler.sweep()).toBe(1);
    clock.advance({ seconds: 1 });
    // Another process that starts makes one comparison by itself.
    const restarted = makeReconciler();
    clock.advance({ seconds: 1 });
    expect(await restarted.sweep()).toBe(1);
  });

  it('leaves out a task whose id is too long to be kept, and shows the others', async () => {
    // Postgres compresses text that repeats itself. This text does not.
    const long = Array.from({ length: 600 }, (_, n) => Math.sin(n).toString(36).slice(-6)).join('');
    dialect.openTasks = [task(long), task('stranger')];
    await makeReconciler().sweep();
    const { theirs } = await listOrphans(database.pool, acme());
    expect(theirs.map(({ task_id }) => task_id)).toEqual(['stranger']);
  });

  it('shows the orphans of both sides, and checks ours one by one', async () => {
    const listed = await pending('t1');
    const gone = await pending('t2');
    const proved = await pending('t3');
    const open = await pending('t4');
    dialect.openTasks = [
      task('t1'),
      task('stranger', { operation: 'create_media_buy', poNumber: 'PO-9', createdAt: '2026-03-01' }),
    ];
    dialect.onReconcile = ({ id }) => {
      if (id === proved) return Promise.resolve(createdAnswer('mb_3'));
      return Promise.resolve(id === open ? pendingAnswer('t4') : { finding: { kind: 'no_evidence' } });
    };
    await makeReconciler().sweep();

    const asked = dialect.asked.filter(({ what }) => what === 'reconcile').flatMap(({ operations }) => operations);
    expect(asked.sort()).toEqual([gone, proved, open].sort());
    expect((await desk.read(listed)).pollAttempt).toBe(0);
    expect((await desk.read(gone)).status).toBe('in_doubt');
    expect((await desk.read(proved)).outcome?.mediaBuyId).toBe('mb_3');
    expect((await desk.read(open)).status).toBe('pending_approval');
    const { ours, theirs } = await listOrphans(database.pool, acme());
    // What was proved has ended, so nothing is left to explain.
    expect(ours.map(({ operation_id, status }) => [operation_id, status]).sort()).toEqual(
      [
        [gone, 'in_doubt'],
        [open, 'pending_approval'],
      ].sort(),
    );
    expect(theirs).toMatchObject([
      { task_id: 'stranger', work: 'create_media_buy', po_number: 'PO-9', task_created_at: '2026-03-01' },
    ]);
  });

  it('keeps them current: what is explained goes, what stays keeps when it was first seen', async () => {
    const id = await pending('t1');
    dialect.openTasks = [task('stays'), task('ends'), task('bound-later')];
    dialect.onReconcile = () => Promise.resolve(pendingAnswer('t1'));
    const firstAt = clock.now();
    await makeReconciler().sweep();
    const bound = await pending('bound-later');
    expect((await listOrphans(database.pool, acme())).theirs.map(({ task_id }) => task_id)).toEqual(['ends', 'stays']);

    clock.advance({ hours: 2 });
    dialect.openTasks = [task('t1'), task('stays', { status: 'assigned' }), task('bound-later')];
    await makeReconciler().sweep();
    expect(await listOrphans(database.pool, acme())).toMatchObject({
      ours: [],
      theirs: [{ task_id: 'stays', status: 'assigned', first_seen_at: firstAt }],
    });
    expect((await desk.read(id)).status).toBe('pending_approval');
    expect((await desk.read(bound)).status).toBe('pending_approval');
  });

  it('takes no operation for an orphan that was bound while the seller made its list', async () => {
    dialect.openTasks = [];
    const racing = new Promise<string>((resolve, reject) => {
      dialect.listOpenTasks = async () => {
        clock.advance({ seconds: 1 });
        pending('t-new').then(resolve, reject);
        await racing;
        return [];
      };
    });
    await makeReconciler().sweep();
    expect((await listOrphans(database.pool, acme())).ours).toEqual([]);
    expect(dialect.count('reconcile')).toBe(0);
    expect((await desk.read(await racing)).status).toBe('pending_approval');
  });

  it('shows a task that a retry with a new key has left behind, which no operation follows', async () => {
    const id = await pending('t-old');
    await learn(id, { finding: { kind: 'pending', status: 'pending_input' } }, 'poll');
    await ledger.observe({
      tenantId: desk.tenantId,
      operationId: id,
      source: 'operator',
      receivedAt: clock.now(),
      finding: { kind: 'retry_requested', acceptsDoubleBooking: true },
    });
    dialect.openTasks = [task('t-old')];
    await makeReconciler().sweep();
    expect((await listOrphans(database.pool, acme())).theirs).toMatchObject([{ task_id: 't-old' }]);
    // Sent again with the same key, the seller repeats the same task. So that task is ours.
    await database.pool.query(
      'UPDATE former_tasks f SET request_key = o.request_key FROM operations o WHERE o.id = f.operation_id AND o.id = $1',
      [id],
    );
    expect((await listOrphans(database.pool, acme())).theirs).toEqual([]);
    clock.advance({ hours: 1, seconds: 1 });
    await makeReconciler().sweep();
    expect((await listOrphans(database.pool, acme())).theirs).toEqual([]);
  });

  it('leaves what was known when the seller cannot list its tasks', async () => {
    dialect.openTasks = [task('stranger')];
    await makeReconciler().sweep();
    clock.advance({ hours: 2 });
    dialect.openTasks = null;
    await makeReconciler().sweep();
    expect((await listOrphans(database.pool, acme())).theirs).toHaveLength(1);
  });

  it('counts the strange tasks of each tenant by itself, for the gauge, until they are gone', async () => {
    const other = new TestDesk(database, clock);
    await other.open();
    await other.addSeller('acme');
    const counted = async () =>
      new Map(
        (await orphanTasksBySeller(database.pool)).map(({ tenantId, sellerId, count }) => [
          `${tenantId}/${sellerId}`,
          count,
        ]),
      );
    dialect.openTasks = [task('stranger-1'), task('stranger-2')];
    await makeReconciler().sweep();
    expect(await counted()).toEqual(
      new Map([
        [`${desk.tenantId}/acme`, 2],
        [`${other.tenantId}/acme`, 2],
      ]),
    );
    clock.advance({ hours: 2 });
    dialect.openTasks = [];
    await makeReconciler().sweep();
    expect(await counted()).toEqual(new Map());
  });

  it('is bounded: a seller with thousands of strange tasks fills no more than a page', async () => {
    dialect.openTasks = [
      ...Array.from({ length: 2_000 }, (_, n) => task(`stranger-${n}`)),
      task('x'.repeat(5_000)),
      task('with a \u0000 in it'),
    ];
    await makeReconciler().sweep();
    expect((await listOrphans(database.pool, acme())).theirs).toHaveLength(1_000);
  });

  it('ends at once when the process stops, and holds nothing against the operations', async () => {
    const id = await pending('t1');
    const reconciler = makeReconciler();
    dialect.openTasks = [];
    dialect.onReconcile = (_, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          reject(new Error('cut off'));
        });
        reconciler.stop();
      });
    await reconciler.sweep();
    expect(await desk.read(id)).toMatchObject({ status: 'pending_approval', pollAttempt: 0 });
  });
});
