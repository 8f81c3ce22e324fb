import { randomBytes } from 'node:crypto';
import { SecretBox, createLogger } from '@adcp-orchestrator/platform';
import {
  ScriptedDialect,
  type TestDatabase,
  TestClock,
  TestDesk,
  createTestDatabase,
} from '@adcp-orchestrator/testing';
import { SellerDirectory } from './seller-directory';

const HOUR_MS = 3_600_000;

describe('protocol traps: what a seller can do changes', () => {
  let database: TestDatabase;
  let dialect: ScriptedDialect;
  let desk: TestDesk;
  const clock = new TestClock();
  let elapsedMs = 0;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    dialect = new ScriptedDialect();
    desk = new TestDesk(database, clock);
    await desk.open();
    await desk.addSeller('acme', { dialect: 'adcp-v3' });
    elapsedMs = 0;
    const { now } = Date;
    jest.spyOn(Date, 'now').mockImplementation(() => now() + elapsedMs);
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  const directoryOf = (): SellerDirectory =>
    new SellerDirectory({
      pool: database.pool,
      box: new SecretBox(randomBytes(32)),
      dialectOf: () => dialect,
      clock,
      log: createLogger('test', 'silent'),
    });
  const ref = () => ({ tenantId: desk.tenantId, sellerId: 'acme' });

  it('its tools and its replay window are asked for again every hour, by each process', async () => {
    const directory = directoryOf();
    dialect.can = { replayWindowSeconds: 60, pollTool: 'tasks_get', tools: ['tasks_get'] };
    const [first] = await Promise.all([directory.find(ref()), directory.find(ref())]);
    expect(first.seller.capabilities).toEqual(dialect.can);
    expect(dialect.count('capabilities')).toBe(1);

    dialect.can = { replayWindowSeconds: null, pollTool: 'get_task_status', tools: ['get_task_status'] };
    elapsedMs = HOUR_MS - 60_000;
    expect((await directory.find(ref())).seller.capabilities?.pollTool).toBe('tasks_get');
    elapsedMs = HOUR_MS + 60_000;
    expect((await directory.find(ref())).seller.capabilities).toEqual(dialect.can);
    expect(dialect.count('capabilities')).toBe(2);
    await directoryOf().find(ref());
    expect(dialect.count('capabilities')).toBe(3);
  });

  it('a seller that cannot tell is worked with as it was known, and asked again after half a minute', async () => {
    const directory = directoryOf();
    dialect.can = { replayWindowSeconds: 60, pollTool: 'tasks_get', tools: ['tasks_get'] };
    await directory.find(ref());
    let asked = 0;
    dialect.capabilities = () => {
      asked += 1;
      return Promise.reject(new Error('away'));
    };
    elapsedMs = HOUR_MS + 60_000;
    for (let find = 0; find < 3; find += 1) {
      expect((await directory.find(ref())).seller.capabilities?.pollTool).toBe('tasks_get');
    }
    expect(asked).toBe(1);
    elapsedMs += 31_000;
    await directory.find(ref());
    expect(asked).toBe(2);
  });
});
