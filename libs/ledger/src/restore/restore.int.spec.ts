import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { type Observation, type Operation, allowedActions, attemptOf, hasUnknownCall } from '@adcp-orchestrator/domain';
import { Readiness, type ReadinessReport, createLogger } from '@adcp-orchestrator/platform';
import { type TestDatabase, TestClock, TestDesk, createTestDatabase, timings, until } from '@adcp-orchestrator/testing';
import { claimDueDeliveries } from '../deliveries/claim-due-deliveries';
import { Ledger } from '../gate/ledger';
import { type ClaimedOperation, claimDue } from '../leases/claim';
import { startCall } from '../leases/lease';
import { sellersToFollow } from '../media-buys/follow-turn';
import { passedDeadlines } from '../polling/deadlines';
import { sellersToPoll, takePollTurn } from '../polling/poll-turn';
import { replaceOrphans } from '../reconciliation/orphans';
import { INSTALLED_ELSEWHERE } from './installed-here';
import { nameDatabase, readInstallation } from './installation';
import { reportRestore } from './report';
import { RestoreAction, RestoreExit, type RestoreOptions, restore } from './restore-command';
import { restoreInstallation } from './restore-installation';
import { tellInstallation, watchInstallation } from './watch-installation';

const MINUTE_MS = 60_000;

describe('an installation', () => {
  let database: TestDatabase;
  let clock: TestClock;
  let desk: TestDesk;
  let ledger: Ledger;

  beforeEach(async () => {
    database = await createTestDatabase();
    clock = new TestClock();
    desk = new TestDesk(database, clock);
    await desk.open();
    await desk.addSeller('acme');
    ledger = new Ledger({ pool: database.pool, clock, timings, hints: { send: () => undefined } });
  });
  afterEach(() => database.drop());

  /** What the statements see in a backup that was restored into another cluster or database. */
  async function elsewhere(): Promise<void> {
    await database.pool.query(`UPDATE installation SET database = '7000000000000000001/16384'`);
  }

  function claim(): Promise<ClaimedOperation[]> {
    return claimDue(database.pool, { limit: 10, owner: 'w1', leaseSeconds: 60, now: clock.now(), busy: new Map() });
  }

  async function start(operation: Operation): Promise<Operation | null> {
    const call = { frozenCallSealed: null, sellerRevision: 1, owner: 'w1', leaseSeconds: 60, now: clock.now() };
    return startCall(database.pool, { ...call, operation });
  }

  function observe(operation: Operation, told: Pick<Observation, 'source' | 'finding'> & Partial<Observation>) {
    const { tenantId, id } = operation;
    return ledger.observe({
      tenantId,
      operationId: id,
      receivedAt: clock.now(),
      attempt: attemptOf(operation),
      ...told,
    });
  }

  async function claimed(): Promise<Operation> {
    const [one] = await claim();
    if (one === undefined) throw new Error('nothing was claimed');
    return one.operation;
  }

  /** Runs the command. @returns the exit code, and what it said */
  async function command(
    options: Partial<RestoreOptions>,
    answer = false,
  ): Promise<{ code: RestoreExit; said: string; asked: boolean }> {
    const lines: string[] = [];
    let asked = false;
    const code = await restore(
      database.url,
      { action: RestoreAction.restore, pointInTime: false, until: null, yes: false, json: false, ...options },
      {
        say: (line) => lines.push(line),
        confirm: () => {
          asked = true;
          return Promise.resolve(answer);
        },
        now: () => clock.now(),
      },
    );
    return { code, said: lines.join('\n'), asked };
  }

  it('knows its cluster, its database and its table', async () => {
    const { rows } = await database.pool.query<{ here: string; expected: string }>(
      `SELECT database_here() AS here, (SELECT system_identifier FROM pg_control_system()) || '/' ||
         (SELECT oid FROM pg_database WHERE datname = current_database()) || '/' ||
         (SELECT oid FROM pg_class WHERE relname = 'installation') AS expected`,
    );
    expect(rows[0]?.here).toBe(rows[0]?.expected);
    expect(await readInstallation(database.pool)).toMatchObject({ isHere: true, isRestored: false });
  });

  it('is not in its own database when a dump was restored there, and an open session sees it too', async () => {
    const session = await database.pool.connect();
    const isHere = async (): Promise<boolean | undefined> => {
      const { rows } = await session.query<{ here: boolean }>({
        name: 'here',
        text: 'SELECT (SELECT is_installed_here()) AS here',
      });
      return rows[0]?.here;
    };
    try {
      expect(await isHere()).toBe(true);
      await database.pool.query('VACUUM FULL installation');
      expect(await isHere()).toBe(true);
      // What pg_restore --clean does with the table.
      await database.pool.query(`BEGIN; CREATE TEMPORARY TABLE dumped ON COMMIT DROP AS TABLE installation;
        DROP TABLE installation;
        CREATE TABLE installation ("only" boolean NOT NULL DEFAULT true, database text NOT NULL, restored_at timestamptz,
          data_until timestamptz, finished_at timestamptz, CONSTRAINT "PK_installation" PRIMARY KEY ("only"));
        INSERT INTO installation SELECT * FROM dumped; COMMIT`);
      expect(await isHere()).toBe(false);
      expect(await readInstallation(database.pool)).toMatchObject({ isHere: false });
      await expect(desk.accept('acme')).rejects.toMatchObject({ code: INSTALLED_ELSEWHERE });
      expect((await command({ yes: true })).code).toBe(RestoreExit.done);
      expect(await isHere()).toBe(true);
    } finally {
      session.release();
    }
  });

  it('is not in another database of the same cluster, which a backup was restored into', async () => {
    const other = await createTestDatabase();
    try {
      const { rows } = await database.pool.query<{ database: string }>('SELECT database FROM installation');
      await other.pool.query('UPDATE installation SET database = $1', [rows[0]?.database]);
      expect(await readInstallation(other.pool)).toMatchObject({ isHere: false });
    } finally {
      await other.drop();
    }
  });

  it('needs no right but to run its functions', async () => {
    const role = `plain_${randomUUID().replaceAll('-', '')}`;
    const client = new Client({ connectionString: database.url });
    await client.connect();
    try {
      await client.query(`CREATE ROLE ${role} NOLOGIN`);
      await client.query(`SET ROLE ${role}`);
      const { rows } = await client.query<{ here: boolean; since: Date | null }>(
        'SELECT is_installed_here() AS here, forgotten_since() AS since',
      );
      expect(rows).toEqual([{ here: true, since: null }]);
      await client.query(`RESET ROLE`);
      await client.query(`DROP ROLE ${role}`);
    } finally {
      await client.end();
    }
  });

  describe('in a copy of its database', () => {
    it('claims nothing, and starts no call of what was claimed', async () => {
      await desk.accept('acme');
      const operation = await claimed();
      await desk.accept('acme');
      await elsewhere();
      expect(await claim()).toEqual([]);
      expect(await start(operation)).toBeNull();
    });

    it('takes no call with a claim whose candidates were read where it was installed', async () => {
      const id = await desk.accept('acme');
      const claiming = claimDue(database.pool, {
        limit: 10,
        owner: 'w1',
        leaseSeconds: 60,
        now: clock.now(),
        busy: new Map(),
        readyCall: async () => {
          await elsewhere();
          return { frozenCallSealed: Buffer.from('call'), sellerRevision: 1 };
        },
      });
      expect(await claiming).toEqual([]);
      expect(await desk.read(id)).toMatchObject({ status: 'requested', version: 1, calls: [] });
    });

    it('asks no seller, and acts upon no deadline', async () => {
      const id = await desk.accept('acme', { deadlineSeconds: 60 });
      await start(await claimed());
      const sent = await desk.read(id);
      await observe(sent, {
        source: 'response',
        finding: { kind: 'pending', status: 'pending_approval' },
        taskId: 't1',
      });
      clock.advance({ hours: 2 });
      const now = clock.now();
      const seller = { tenantId: desk.tenantId, sellerId: 'acme' };
      expect(await sellersToPoll(database.pool, now, 10)).toHaveLength(1);
      expect(await passedDeadlines(database.pool, now, 10)).toHaveLength(1);
      await elsewhere();
      expect(await sellersToPoll(database.pool, now, 10)).toEqual([]);
      const turn = { owner: 'w1', leaseSeconds: 60, now, soonSeconds: 0, limit: 10 };
      expect(await takePollTurn(database.pool, seller, turn)).toBeNull();
      expect(await passedDeadlines(database.pool, now, 10)).toEqual([]);
      expect(await sellersToFollow(database.pool, now, 10)).toEqual([]);
    });

    it('sends no notification', async () => {
      await database.pool.query(
        `INSERT INTO subscriptions (id, tenant_id, url, events, secret_sealed) VALUES ($1, $2, 'http://127.0.0.1:2/', '{}', '\\x00')`,
        [randomUUID(), desk.tenantId],
      );
      await desk.accept('acme');
      const operation = await claimed();
      await start(operation);
      const sent = await desk.read(operation.id);
      await observe(sent, {
        source: 'response',
        finding: { kind: 'pending', status: 'pending_approval' },
        taskId: 't1',
      });
      const options = {
        limit: 10,
        perSubscription: 10,
        busy: new Map<string, number>(),
        failing: new Set<string>(),
        failingLimit: 1,
        forChannel: {},
        leaseSeconds: 30,
        now: clock.now(),
        after: null,
      };
      await elsewhere();
      expect(await claimDueDeliveries(database.pool, options)).toMatchObject({ deliveries: [], leftRows: false });
      await nameDatabase(database.pool);
      expect((await claimDueDeliveries(database.pool, options)).deliveries).toHaveLength(1);
    });

    it('takes nothing in, and changes no operation', async () => {
      const id = await desk.accept('acme');
      await elsewhere();
      await expect(desk.accept('acme')).rejects.toMatchObject({ code: INSTALLED_ELSEWHERE });
      const canceling = observe(await desk.read(id), { source: 'operator', finding: { kind: 'cancel_requested' } });
      await expect(canceling).rejects.toMatchObject({ code: INSTALLED_ELSEWHERE });
      expect(await desk.story(id)).toEqual(['accepted requested']);
    });

    it('says what to do, in readiness and in the log', async () => {
      const warnings: string[] = [];
      const log = { ...createLogger('test', 'silent'), warn: (line: string) => warnings.push(line) };
      // On a busy machine a check may need longer than its limit.
      const answered = (): Promise<ReadinessReport> => {
        const readiness = new Readiness();
        watchInstallation(readiness, database.pool, 'failed');
        return until('checks that were answered in time', async () => {
          const report = await readiness.report();
          const isLate = Object.values(report.checks).some(({ detail }) => detail?.startsWith('no answer within'));
          return isLate ? undefined : report;
        });
      };
      expect(await answered()).toMatchObject({ status: 'ready' });
      await elsewhere();
      const report = await answered();
      expect(report).toMatchObject({ status: 'not_ready', checks: { restore: { status: 'ok' } } });
      expect(report.checks['installation']?.detail).toContain('run "ado restore"');
      await tellInstallation(database.pool, log as never);
      expect(warnings).toEqual([expect.stringContaining('run "ado restore"')]);
    });
  });

  describe('that is restored', () => {
    it('doubts whatever may have been sent since, and nothing else', async () => {
      const waiting = await desk.accept('acme');
      const calling = await claimed();
      await start(calling);
      const called = await desk.read(waiting);
      await observe(called, {
        source: 'response',
        finding: { kind: 'pending', status: 'pending_approval' },
        taskId: 't1',
      });
      const underWay = await desk.accept('acme');
      await start(await claimed());
      const requested = await desk.accept('acme');
      await elsewhere();
      clock.advance({ minutes: 30 });
      const { code, said } = await command({ yes: true });
      expect(said).toContain('30 min ago');
      expect(said).toContain('2 operations may have been sent since: 1 requested, 1 submitting');
      expect(code).toBe(RestoreExit.done);
      expect(hasUnknownCall(await desk.read(waiting))).toBe(false);
      for (const id of [underWay, requested]) {
        const doubtful = await desk.read(id);
        expect(hasUnknownCall(doubtful)).toBe(true);
        expect(allowedActions(doubtful)).not.toContain('cancel');
        expect((await desk.story(id)).at(-1)).toMatch(/^learned/);
      }
      // The lease of before is over, so both are searched for at once.
      expect((await claim()).map(({ operation }) => operation.id).sort()).toEqual([underWay, requested].sort());
    });

    it('reports as still to be looked for what its seller was working on', async () => {
      const id = await desk.accept('acme');
      await start(await claimed());
      await observe(await desk.read(id), {
        source: 'response',
        finding: { kind: 'pending', status: 'working', callOpen: true },
      });
      expect(await desk.read(id)).toMatchObject({ status: 'working', taskId: null });
      await command({ pointInTime: true, yes: true });
      expect((await reportRestore(database.pool)).counts).toMatchObject({ waits: 1, found: 0 });
    });

    it('refuses the start of a call that was claimed before', async () => {
      await desk.accept('acme');
      const operation = await claimed();
      await command({ pointInTime: true, yes: true });
      expect(await start(operation)).toBeNull();
    });

    it('takes every new operation in as one that may have been sent, until it is finished', async () => {
      await elsewhere();
      await command({ yes: true });
      const { dataUntil } = await readInstallation(database.pool);
      const again = await desk.read(await desk.accept('acme'));
      expect(again.calls).toEqual([
        expect.objectContaining({ number: 0, key: null, fate: 'unknown', startedAt: dataUntil }),
      ]);
      expect(allowedActions(again)).not.toContain('cancel');
      expect(await command({ action: RestoreAction.finish, yes: true })).toMatchObject({ code: RestoreExit.done });
      expect((await desk.read(await desk.accept('acme'))).calls).toEqual([]);
      expect(hasUnknownCall(await desk.read(again.id))).toBe(true);
    });

    it('needs a person for what the seller does not show, with a reason of its own', async () => {
      const id = await desk.accept('acme');
      await command({ pointInTime: true, yes: true });
      const operation = await claimed();
      const error = { code: 'X', message: 'x', recovery: null };
      const finding = { kind: 'unproven', error, escalate: true, callLost: true } as const;
      const evidence = { finding: { kind: 'no_evidence' } } as const;
      await observe(operation, { source: 'reconcile', ofTheCall: true, finding, evidence });
      expect(await desk.read(id)).toMatchObject({ status: 'in_doubt', attention: { reason: 'restored' } });
      const { rows } = await database.pool.query(`SELECT attention_reason FROM operations WHERE id = $1`, [id]);
      expect(rows).toEqual([{ attention_reason: 'restored' }]);
      expect((await reportRestore(database.pool)).counts).toMatchObject({ not_found: 1, waits: 0 });
      await observe(await desk.read(id), {
        source: 'operator',
        finding: { kind: 'retry_requested', acceptsDoubleBooking: true },
      });
      const released = await claimed();
      expect(await start(released)).toMatchObject({ id });
      expect((await reportRestore(database.pool)).counts).toMatchObject({ not_found: 0, released: 1 });
    });

    it('tells apart what was in doubt before, by the reason that now counts', async () => {
      const id = await desk.accept('acme');
      await start(await claimed());
      const called = await desk.read(id);
      const error = { code: 'X', message: 'x', recovery: null };
      await observe(called, { source: 'response', finding: { kind: 'unproven', error, escalate: true } });
      await command({ pointInTime: true, yes: true });
      const { rows } = await database.pool.query(`SELECT attention_reason FROM operations WHERE id = $1`, [id]);
      expect(rows).toEqual([{ attention_reason: 'restored' }]);
    });

    it('stops bulk jobs: a person’s word of before is not acted upon twice', async () => {
      await database.pool.query(
        `INSERT INTO bulk_jobs (tenant_id, id, action, dry_run, status, total, actor, request_hash, created_at, updated_at)
         SELECT $1, $2, '{}', false, 'running', 1, '{}', 'x', now(), now()`,
        [desk.tenantId, randomUUID()],
      );
      expect((await command({ pointInTime: true, yes: true })).said).toContain('1 bulk jobs were stopped');
      const { rows } = await database.pool.query(`SELECT status FROM bulk_jobs`);
      expect(rows).toEqual([{ status: 'stopped' }]);
    });

    it('can be restored again: the gap reaches from the older backup to now', async () => {
      const first = new Date(clock.now().getTime() - 60 * MINUTE_MS);
      const id = await desk.accept('acme');
      await restoreInstallation(database.pool, { now: clock.now(), dataUntil: first });
      expect(await restoreInstallation(database.pool, { now: clock.now(), dataUntil: clock.now() })).toMatchObject({
        doubtful: 0,
      });
      expect((await readInstallation(database.pool)).dataUntil).toEqual(first);
      expect((await desk.read(id)).calls).toHaveLength(1);
    });

    it('reports after a second restore what the first has doubted, and as open what is doubted anew', async () => {
      const first = await desk.accept('acme');
      await command({ pointInTime: true, yes: true });
      const release = async (operation: Operation): Promise<void> => {
        const error = { code: 'X', message: 'x', recovery: null };
        const finding = { kind: 'unproven', error, escalate: true, callLost: true } as const;
        const evidence = { finding: { kind: 'no_evidence' } } as const;
        await observe(operation, { source: 'reconcile', ofTheCall: true, finding, evidence });
        await observe(await desk.read(operation.id), {
          source: 'operator',
          finding: { kind: 'retry_requested', acceptsDoubleBooking: true },
        });
      };
      await release(await claimed());
      expect((await reportRestore(database.pool)).counts).toMatchObject({ released: 1, waits: 0 });
      clock.advance({ minutes: 5 });
      const second = await desk.accept('acme');
      clock.advance({ minutes: 5 });
      await command({ pointInTime: true, yes: true });
      const { counts, operations } = await reportRestore(database.pool);
      expect(counts).toEqual({ waits: 2, found: 0, not_found: 0, released: 0, ended: 0 });
      expect(operations.map(({ id }) => id).sort()).toEqual([first, second].sort());
    });

    it('does not report what an earlier restore has doubted and settled, once that is finished', async () => {
      const id = await desk.accept('acme');
      await command({ pointInTime: true, yes: true });
      const open = await desk.accept('acme');
      const error = { code: 'X', message: 'x', recovery: null };
      const finding = { kind: 'unproven', error, escalate: true, callLost: true } as const;
      for (const { operation } of await claim()) {
        const evidence = { finding: { kind: 'no_evidence' } } as const;
        await observe(operation, { source: 'reconcile', ofTheCall: true, finding, evidence });
      }
      await observe(await desk.read(id), {
        source: 'operator',
        finding: { kind: 'resolved', outcome: { status: 'failed', error }, note: 'by phone' },
      });
      await command({ action: RestoreAction.finish, yes: true });
      clock.advance({ minutes: 5 });
      await desk.accept('acme');
      await command({ pointInTime: true, yes: true });
      const { operations } = await reportRestore(database.pool);
      expect(operations).toHaveLength(2);
      expect(operations).toContainEqual(expect.objectContaining({ id: open, result: 'not_found' }));
      expect(operations.map((operation) => operation.id)).not.toContain(id);
    });
  });

  describe('and its command', () => {
    it('does nothing without a yes', async () => {
      const id = await desk.accept('acme');
      await elsewhere();
      const { code, said, asked } = await command({});
      expect([code, asked]).toEqual([RestoreExit.refused, true]);
      expect(said).toContain('Nothing was changed');
      expect(await readInstallation(database.pool)).toMatchObject({ isHere: false, isRestored: false });
      expect((await desk.read(id)).calls).toEqual([]);
      expect((await command({}, true)).code).toBe(RestoreExit.done);
    });

    it('finishes nothing in a copy of a restored database that nobody has adopted', async () => {
      await desk.accept('acme');
      await command({ pointInTime: true, yes: true });
      await elsewhere();
      const { code, said } = await command({ action: RestoreAction.finish, yes: true });
      expect([code, said]).toEqual([RestoreExit.refused, expect.stringContaining('run "ado restore" first')]);
      expect(await readInstallation(database.pool)).toMatchObject({ isRestored: true });
    });

    it('asks for --point-in-time where the database is the same', async () => {
      const { code, said } = await command({ yes: true });
      expect(code).toBe(RestoreExit.refused);
      for (const word of ['--point-in-time', 'physical copy', '88000', '--data-only']) expect(said).toContain(word);
    });

    it('takes no moment that lies after the data', async () => {
      await desk.accept('acme');
      const until = new Date(clock.now().getTime() + MINUTE_MS);
      const { code, said } = await command({ pointInTime: true, yes: true, until });
      expect(code).toBe(RestoreExit.refused);
      expect(said).toContain('--until lies after');
    });

    it('adopts a whole copy without a doubt, when asked to', async () => {
      const id = await desk.accept('acme');
      await elsewhere();
      expect((await command({ action: RestoreAction.moved }, true)).code).toBe(RestoreExit.done);
      expect(await readInstallation(database.pool)).toMatchObject({ isHere: true, isRestored: false });
      expect((await desk.read(id)).calls).toEqual([]);
    });

    it('reports the tasks at sellers that belong to no operation, without those that one was bound to since', async () => {
      const id = await desk.accept('acme');
      await command({ pointInTime: true, yes: true });
      // As the comparison at the start of the poller has left them over: the order was not posted again yet.
      const open = ['t-ours', 't-nobodys'].map((taskId) => ({
        taskId,
        status: 'pending',
        operation: 'create_media_buy',
        poNumber: null,
        mediaBuyId: null,
        createdAt: null,
      }));
      const seller = { tenantId: desk.tenantId, sellerId: 'acme' };
      await replaceOrphans(database.pool, seller, { ours: [], theirs: open }, clock.now());
      const listed = async () => (await reportRestore(database.pool)).unknownTasks.map(({ taskId }) => taskId);
      expect(await listed()).toEqual(['t-nobodys', 't-ours']);
      const error = { code: 'X', message: 'x', recovery: null };
      const finding = { kind: 'unproven', error, escalate: true, callLost: true } as const;
      const evidence = { finding: { kind: 'pending', status: 'pending_approval' }, taskId: 't-ours' } as const;
      await observe(await claimed(), { source: 'reconcile', ofTheCall: true, finding, evidence });
      expect(await desk.read(id)).toMatchObject({ status: 'pending_approval', taskId: 't-ours' });
      expect(await listed()).toEqual(['t-nobodys']);
      const { said } = await command({ action: RestoreAction.report });
      expect(said).toContain('1 were found');
      expect(said).toContain('1 open tasks at sellers belong to no operation');
      expect(said).not.toContain('t-ours');
    });

    it('reports as words and as JSON', async () => {
      await desk.accept('acme');
      expect((await command({ action: RestoreAction.report })).said).toContain('never restored');
      await command({ pointInTime: true, yes: true });
      expect((await command({ action: RestoreAction.report })).said).toContain('1 are still to be looked for');
      const { said } = await command({ action: RestoreAction.report, json: true });
      expect(JSON.parse(said)).toMatchObject({
        isRestored: true,
        counts: { waits: 1 },
        operations: [{ result: 'waits' }],
      });
    });
  });
});
