import { attemptOf } from '@adcp-orchestrator/domain';
import { TestClock, type TestDatabase, TestDesk, createTestDatabase } from '@adcp-orchestrator/testing';
import { claimDue } from './claim';
import { startCall } from './lease';

describe('the start of a call', () => {
  let database: TestDatabase;
  const clock = new TestClock();
  let desk: TestDesk;

  beforeAll(async () => {
    database = await createTestDatabase();
    desk = new TestDesk(database, clock);
    await desk.open();
    await desk.addSeller('acme');
  });
  afterAll(() => database.drop());

  async function claimed(deadlineSeconds: number) {
    const id = await desk.accept('acme', { deadlineSeconds });
    const claims = await claimDue(database.pool, {
      limit: 50,
      owner: 'w',
      leaseSeconds: 60,
      now: clock.now(),
      busy: new Map(),
    });
    return claims.find(({ operation }) => operation.id === id)!.operation;
  }
  const start = (operation: Awaited<ReturnType<typeof claimed>>) =>
    startCall(database.pool, {
      operation,
      owner: 'w',
      leaseSeconds: 60,
      frozenCallSealed: Buffer.from('call'),
      sellerRevision: 1,
      now: clock.now(),
    });

  it('is refused once the deadline has passed, so that the timer finds it unsent', async () => {
    const [inTime, late] = [await claimed(60), await claimed(60)];
    clock.advance({ seconds: 59 });
    expect(attemptOf((await start(inTime))!)).toBe(1);
    clock.advance({ seconds: 1 });
    expect(await start(late)).toBeNull();
    expect(await desk.read(late.id)).toMatchObject({ attempt: 0, callStartedAt: null });
  });

  it('is open again to a person who sends it after the deadline was acted upon', async () => {
    const operation = await claimed(60);
    clock.advance({ seconds: 61 });
    await database.pool.query('UPDATE operations SET deadline_passed_at = now() WHERE id = $1', [operation.id]);
    expect(attemptOf((await start(operation))!)).toBe(1);
  });
});
