import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from '@adcp-orchestrator/domain';
import { BatchingLedger, Ledger, claimDue, startCalls } from '@adcp-orchestrator/ledger';
import { type ProcessNews, SecretBox, createLogger } from '@adcp-orchestrator/platform';
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
const aborted: Answer = {
  finding: { kind: 'unproven', error: { code: 'CALL_ABORTED', message: 'given up', recovery: null } },
};

describe('a submitter that stops', () => {
  let database: TestDatabase;
  let clock: TestClock;
  let desk: TestDesk;
  let dialect: ScriptedDialect;
  let submitter: Submitter;
  let answerNow: (answer: Answer) => void;
  let onProgress: ((answer: Answer) => void) | undefined;
  let news: ProcessNews[];
  const hear = (told: ProcessNews): void => void news.push(told);

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  beforeEach(async () => {
    news = [];
    process.on('adcp-orchestrator:news' as 'beforeExit', hear as never);
    clock = new TestClock();
    desk = new TestDesk(database, clock);
    await desk.open();
    await desk.addSeller('acme');
    dialect = new ScriptedDialect();
    // Like the real dialects: a call that is given up proves nothing.
    dialect.onSubmit = (_, signal, showProgress) => {
      onProgress = showProgress;
      return new Promise((resolve) => {
        answerNow = resolve;
        signal.addEventListener('abort', () => {
          resolve(aborted);
        });
      });
    };
    submitter = makeSubmitter();
    submitter.start();
  });
  afterEach(async () => {
    process.off('adcp-orchestrator:news', hear);
    await submitter.stopClaiming();
    await submitter.finish(AbortSignal.abort());
    await database.pool.query(`UPDATE operations SET due_kind = NULL, due_at = NULL`);
  });

  function makeSubmitter(admit?: () => Promise<null>): Submitter {
    const { pool } = database;
    const owner = 'w1';
    const sender = new OperationSender({
      pool,
      ledger: new BatchingLedger(new Ledger({ pool, clock, timings, hints: { send: () => undefined } })),
      directory: new SellerDirectory({ pool, box, dialectOf: () => dialect, clock, log }),
      sessions: {
        admit: admit ?? (() => Promise.resolve(null)),
        admitsAtOnce: () => Promise.resolve(admit === undefined),
      },
      box,
      clock,
      log,
      owner,
      leaseSeconds: 60,
      webhookUrl: null,
    });
    return new Submitter({ pool, sender, clock, log, owner, leaseSeconds: 60, callTimeoutSeconds: 30 });
  }

  async function startCall(): Promise<string> {
    const id = await desk.accept('acme');
    await submitter.wake();
    await untilTrue('the call', () => dialect.count('submit') === 1, { everyMs: 10 });
    return id;
  }

  const messages = (): string[] => news.flatMap((told) => (told.kind === 'waiting' ? [told.message] : []));

  it('lets a call end within its own limit, and says every few seconds what it waits for', async () => {
    const id = await startCall();
    await submitter.stopClaiming();
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'Date', 'performance'] });
    let finished: Promise<void>;
    try {
      finished = submitter.finish();
      await jest.advanceTimersByTimeAsync(29_000);
    } finally {
      jest.useRealTimers();
    }
    answerNow(createdAnswer('mb_1'));
    await finished;
    expect(await desk.story(id)).toEqual(['accepted requested', 'claimed submitting', 'transition created']);
    expect(messages()[0]).toMatch(
      /^waiting for 1 call at a publisher, at most (30|[12]?\d) s; Ctrl-C again ends it as a doubt$/,
    );
    expect(messages()).toHaveLength(6);
  });

  it('gives a call that shows progress its longer limit', async () => {
    await startCall();
    onProgress?.({ finding: { kind: 'pending', status: 'working', callOpen: true } });
    await submitter.stopClaiming();
    const finished = submitter.finish();
    expect(messages()).toEqual([
      expect.stringMatching(
        /^waiting for 1 call at a publisher, at most (300|2\d\d) s; Ctrl-C again ends it as a doubt$/,
      ),
    ]);
    answerNow(createdAnswer('mb_2'));
    await finished;
  });

  it('says nothing, and waits for nothing, when nothing is under way', async () => {
    await submitter.stopClaiming();
    const startedAt = performance.now();
    await submitter.finish();
    expect(performance.now() - startedAt).toBeLessThan(20_000);
    expect(messages()).toEqual([]);
  });

  it('ends its calls as doubts when a person will not wait', async () => {
    const id = await startCall();
    await submitter.stopClaiming();
    const hurry = new AbortController();
    const finished = submitter.finish(hurry.signal);
    dialect.onReconcile = () => Promise.resolve({ finding: { kind: 'no_evidence' } });
    hurry.abort();
    await finished;
    // The shutdown waits for seconds at most. On a busy machine the doubt is written a moment later.
    await untilTrue('the doubt', async () => (await desk.read(id)).status === 'in_doubt');
    expect(await desk.read(id)).toMatchObject({ status: 'in_doubt', error: { code: 'CALL_ABORTED' } });
  });

  it('hands back what waits for its seller to be free', async () => {
    let letIn: (fault: null) => void = () => undefined;
    submitter = makeSubmitter(() => new Promise((resolve) => (letIn = resolve)));
    const id = await desk.accept('acme');
    await submitter.wake();
    await submitter.stopClaiming();
    const finished = submitter.finish();
    letIn(null);
    await finished;
    const { rows } = await database.pool.query(`SELECT lease_owner, call_started_at FROM operations WHERE id = $1`, [
      id,
    ]);
    expect(rows).toEqual([{ lease_owner: null, call_started_at: null }]);
    expect(dialect.count('submit')).toBe(0);
  });

  it('leaves to whoever takes over a lost call whose seller it could not finish asking', async () => {
    const id = await desk.accept('acme');
    const [claimed] = await claimDue(database.pool, {
      limit: 1,
      owner: 'killed',
      leaseSeconds: 60,
      now: clock.now(),
      busy: new Map(),
    });
    await startCalls(database.pool, [
      {
        operation: claimed!.operation,
        owner: 'killed',
        leaseSeconds: 60,
        frozenCallSealed: null,
        sellerRevision: 1,
        now: clock.now(),
      },
    ]);
    await database.pool.query(`UPDATE operations SET lease_until = clock_timestamp() WHERE id = $1`, [id]);
    let cutOff: (answer: Answer) => void = () => undefined;
    dialect.onReconcile = () => new Promise((resolve) => (cutOff = resolve));
    await submitter.wake();
    await untilTrue('the question', () => dialect.count('reconcile') === 1, { everyMs: 10 });
    await submitter.stopClaiming();
    const hurry = new AbortController();
    const finished = submitter.finish(hurry.signal);
    hurry.abort();
    await sleep(0);
    cutOff({ finding: { kind: 'ask_failed', error: { code: 'CALL_ABORTED', message: 'given up', recovery: null } } });
    await finished;
    expect(await desk.read(id)).toMatchObject({ status: 'submitting', error: null });
  });
});
