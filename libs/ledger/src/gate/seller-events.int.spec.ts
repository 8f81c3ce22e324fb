import { v7 as uuidv7 } from 'uuid';
import type { Finding } from '@adcp-orchestrator/domain';
import { TestClock, type TestDatabase, TestDesk, createTestDatabase, timings } from '@adcp-orchestrator/testing';
import { closeCircuit, openCircuit, reopenCircuit, takeProbe } from '../sellers/health';
import { claimDue } from '../leases/claim';
import { startCall } from '../leases/lease';
import { Ledger } from './ledger';

describe('what is told of a seller', () => {
  let database: TestDatabase;
  let desk: TestDesk;
  let ledger: Ledger;
  const clock = new TestClock();

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    desk = new TestDesk(database, clock);
    await desk.open();
    await desk.addSeller('acme');
    await desk.addSeller('other');
    ledger = new Ledger({ pool: database.pool, clock, timings, hints: { send: () => undefined } });
  });

  const subscribe = async (sellerId: string | null, events: string[] = []): Promise<string> => {
    const id = uuidv7();
    await database.pool.query(
      `WITH s AS (
         INSERT INTO subscriptions (id, tenant_id, url, events, secret_sealed) VALUES ($1, $2, 'https://a.example', $4, '')
       )
       INSERT INTO subscription_settings (tenant_id, subscription_id, seller_id) VALUES ($2, $1, $3)`,
      [id, desk.tenantId, sellerId, events],
    );
    return id;
  };
  const told = async (subscription: string): Promise<string[]> => {
    const { rows } = await database.pool.query<{ told: string }>(
      `SELECT e.type || ' ' || coalesce(e.payload ->> 'seller_id', '') AS told
       FROM deliveries d JOIN events e ON e.tenant_id = d.tenant_id AND e.id = d.event_id
       WHERE d.subscription_id = $1 ORDER BY e.created_at, e.id`,
      [subscription],
    );
    return rows.map((row) => row.told);
  };

  it('is that its circuit opened and closed, once each, whatever process saw it', async () => {
    const [all, acme, other] = [await subscribe(null), await subscribe('acme'), await subscribe('other')];
    const seller = { tenantId: desk.tenantId, sellerId: 'acme', revision: 1 };
    const error = { code: 'ECONNREFUSED', message: 'connection refused' };
    const opening = () => ({ now: clock.now(), nextProbeAt: clock.now(), error });
    await Promise.all([1, 2, 3].map(() => openCircuit(database.pool, seller, opening())));
    const probe = () => takeProbe(database.pool, seller, { owner: 'p1', now: clock.now(), until: clock.now() });
    await probe();
    await reopenCircuit(database.pool, seller, 'p1', opening());
    clock.advance({ seconds: 1 });
    await probe();
    await closeCircuit(database.pool, seller, 'p1', clock.now());
    await closeCircuit(database.pool, seller, 'p1', clock.now());
    const twice = ['seller.circuit_opened acme', 'seller.circuit_closed acme'];
    expect(await Promise.all([all, acme, other].map(told))).toEqual([twice, twice, []]);
  });

  /** An operation whose call is under way. */
  const calling = async (sellerId: string): Promise<string> => {
    const id = await desk.accept(sellerId);
    const options = { limit: 50, owner: 'w', leaseSeconds: 60, now: clock.now(), busy: new Map<string, number>() };
    const claim = (await claimDue(database.pool, options)).find(({ operation }) => operation.id === id)!;
    await startCall(database.pool, {
      ...options,
      operation: claim.operation,
      frozenCallSealed: Buffer.from('call'),
      sellerRevision: 1,
    });
    return id;
  };
  const answered = (operationIds: string[], finding: Finding) =>
    ledger.observeMany(
      operationIds.map((operationId) => ({
        tenantId: desk.tenantId,
        operationId,
        source: 'response',
        receivedAt: clock.now(),
        finding,
        attempt: 1,
      })),
    );
  const refused: Finding = {
    kind: 'not_executed',
    error: { code: 'UNAUTHORIZED', message: 'bad token', recovery: 'correctable' },
    unauthorized: true,
  };

  it('is that it refuses our credential, once, until it has taken a call again', async () => {
    const subscription = await subscribe(null, ['seller.credential_refused']);
    await answered([await calling('acme'), await calling('acme'), await calling('other')], refused);
    await answered([await calling('acme')], refused);
    expect((await told(subscription)).sort()).toEqual([
      'seller.credential_refused acme',
      'seller.credential_refused other',
    ]);
    await answered([await calling('acme')], { kind: 'pending', status: 'pending_approval' });
    clock.advance({ seconds: 1 });
    await answered([await calling('acme')], refused);
    expect(await told(subscription)).toHaveLength(3);
  });
});
