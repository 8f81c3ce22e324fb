import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { repetitionMayBookTwice } from '@adcp-orchestrator/domain';
import { type TestDatabase, TestClock, TestDesk, awaitLockWaits, createTestDatabase } from '@adcp-orchestrator/testing';
import { inTransaction } from '../database/transaction';
import { type SellerDeletion, deleteSeller } from '../sellers/delete-seller';
import { type NewOperation, OperationInserts, insertOperation } from './insert-operation';
import { findOperation } from './queries/find-operation';

describe('operations that arrive together', () => {
  let database: TestDatabase;
  let desk: TestDesk;
  const clock = new TestClock(new Date('2026-03-02T10:00:00Z'));

  beforeAll(async () => {
    database = await createTestDatabase();
    desk = new TestDesk(database, clock);
    await desk.open();
    await desk.addSeller('acme');
  });
  afterAll(() => database.drop());

  function operation(fields: Partial<NewOperation> = {}): NewOperation {
    const id = uuidv7();
    return {
      id,
      tenantId: desk.tenantId,
      sellerId: 'acme',
      dialect: 'hitl-v1',
      type: 'create_media_buy',
      request: { packages: ['premium_sports'] },
      requestHash: 'hash',
      requestKey: randomUUID(),
      idempotencyHeader: null,
      poNumber: null,
      userId: null,
      account: null,
      buyerRef: null,
      deadlineAt: new Date('2026-03-03T10:00:00Z'),
      retryOf: null,
      now: clock.now(),
      actor: 'test',
      ...fields,
    };
  }

  function removeSeller(id: string): Promise<SellerDeletion> {
    return inTransaction(database.pool, (client) => deleteSeller(client, desk.tenantId, id));
  }

  async function endInDoubt(client: Pick<Pool, 'query'>, id: string): Promise<void> {
    await client.query(`UPDATE operations SET status = 'failed', may_have_executed = true, attempt = 2 WHERE id = $1`, [
      id,
    ]);
  }

  it('are answered as they are read back from their rows', async () => {
    const request = {
      packages: [{ budget: 0.1 }, { budget: 0.2 }],
      currency: 'EUR',
      brand: { domain: 'nova.example' },
    };
    const first = operation({
      poNumber: 'PO-read',
      request,
      account: { account_id: 'a' },
      buyerRef: 'ref',
      userId: 'kim',
    });
    const change = operation({
      type: 'update_media_buy',
      poNumber: 'PO-read',
      deadlineAt: new Date('2026-03-02T10:00:01.234Z'),
    });
    const retried = { id: first.id, version: 1, inDoubt: true, by: { kind: 'api_key', id: randomUUID() } } as const;
    const wanted = [first, change, operation({ poNumber: 'PO-read', retryOf: retried })];
    for (const one of wanted) {
      const { outcome, operation: answered } = await insertOperation(database.pool, one);
      expect(outcome).toBe('created');
      expect(answered).toEqual((await findOperation(database.pool, desk.tenantId, one.id))?.operation);
      await endInDoubt(database.pool, one.id);
    }
  });

  it('become durable by one commit, each with its own answer, whatever characters are in them', async () => {
    const inserts = new OperationInserts(database.pool);
    const wanted = Array.from({ length: 30 }, (_, n) =>
      operation({
        poNumber: `PO "${n}" {\\,}`,
        userId: n % 2 === 0 ? null : `trader, ${n}`,
        account: { brand: 'NULL' },
      }),
    );
    const answers = await Promise.all(wanted.map((each) => inserts.insert(each)));
    expect(
      answers.map(({ outcome, operation: { id, poNumber, userId } }) => ({ outcome, id, poNumber, userId })),
    ).toEqual(wanted.map(({ id, poNumber, userId }) => ({ outcome: 'created', id, poNumber, userId })));
    const { rows } = await database.pool.query<{ commits: number; entries: number }>(
      `SELECT count(DISTINCT o.xmin::text)::int AS commits, count(t.id)::int AS entries
       FROM operations o JOIN timeline t ON t.operation_id = o.id WHERE o.id = ANY ($1)`,
      [wanted.map(({ id }) => id)],
    );
    expect(rows).toEqual([{ commits: expect.any(Number) as number, entries: wanted.length }]);
    expect(rows[0]!.commits).toBeLessThan(wanted.length / 2);
  });

  it('make one operation of the same request, also within one batch', async () => {
    const inserts = new OperationInserts(database.pool);
    const same = Array.from({ length: 12 }, () => operation({ idempotencyHeader: 'same', poNumber: 'PO-same' }));
    const answers = await Promise.all(same.map((each) => inserts.insert(each)));
    expect(new Set(answers.map(({ operation: { id } }) => id)).size).toBe(1);
    expect(answers.filter(({ outcome }) => outcome === 'created')).toHaveLength(1);
    expect(answers.filter(({ outcome }) => outcome === 'replayed')).toHaveLength(11);
  });

  it('do not suffer from one among them that the database refuses', async () => {
    const inserts = new OperationInserts(database.pool);
    const good = Array.from({ length: 4 }, () => operation());
    const [refused, ...answers] = await Promise.allSettled([
      inserts.insert(operation({ requestKey: 'not a uuid' })),
      ...good.map((each) => inserts.insert(each)),
    ]);
    expect(refused.status).toBe('rejected');
    expect(answers.map((answer) => (answer.status === 'fulfilled' ? answer.value.outcome : answer.status))).toEqual(
      good.map(() => 'created'),
    );
  });

  it('hold up the deletion of their seller until they are durable, which is refused then, and that of no other', async () => {
    await desk.addSeller('wanted');
    await desk.addSeller('unwanted');
    // Another request with the same key is not committed yet. Whether this insert succeeds is open until then.
    const client = await database.pool.connect();
    await client.query('BEGIN');
    await insertOperation(client, operation({ idempotencyHeader: 'in the way' }));
    const inserted = insertOperation(database.pool, operation({ sellerId: 'wanted', idempotencyHeader: 'in the way' }));
    await awaitLockWaits(database.pool, 1);
    let answered = false;
    const deletion = removeSeller('wanted').finally(() => {
      answered = true;
    });
    expect(await removeSeller('unwanted')).toEqual({ outcome: 'deleted' });
    await sleep(100);
    expect(answered).toBe(false);
    await client.query('ROLLBACK');
    client.release();
    expect((await inserted).outcome).toBe('created');
    expect(await deletion).toEqual({ outcome: 'refused', unsettled: 1 });
  });

  it.each(['alone', 'in a batch'])(
    'do not take the po_number of an operation that ends in doubt while they wait for it, %s',
    async (how) => {
      const poNumber = `PO-race ${how}`;
      const first = await insertOperation(database.pool, operation({ poNumber }));
      const client = await database.pool.connect();
      await client.query('BEGIN');
      await endInDoubt(client, first.operation.id);
      const inserts = new OperationInserts(database.pool);
      const next = operation({ poNumber });
      const others = how === 'alone' ? [] : [operation({ poNumber: `${poNumber} other` }), operation()];
      const answers = [
        how === 'alone' ? insertOperation(database.pool, next) : inserts.insert(next),
        ...others.map((other) => inserts.insert(other)),
      ];
      await awaitLockWaits(database.pool, 1);
      await client.query('COMMIT');
      client.release();
      expect((await Promise.all(answers)).map(({ outcome }) => outcome)).toEqual([
        'po_number_in_doubt',
        ...others.map(() => 'created'),
      ]);
    },
  );

  it('take the po_number of an operation that ended in doubt only after its repetition was sent, however often it was repeated', async () => {
    const poNumber = 'PO-repeated';
    const anew = async () => (await insertOperation(database.pool, operation({ poNumber }))).outcome;
    const repeat = async (id: string, sent: boolean) => {
      const old = await desk.read(id);
      const retryOf = {
        id,
        version: old.version,
        inDoubt: repetitionMayBookTwice(old),
        by: { kind: 'api_key', id: 'a key' },
      };
      const { operation: repetition } = await insertOperation(database.pool, operation({ poNumber, retryOf }));
      await database.pool.query(
        `UPDATE operations SET status = 'failed', attempt = 1, call_started_at = CASE WHEN $2 THEN now() END,
           holds_po_number = NOT $2
         WHERE id = $1`,
        [repetition.id, sent],
      );
      return repetition.id;
    };
    const repeatIsARisk = async (id: string) => repetitionMayBookTwice(await desk.read(id));
    const first = await insertOperation(database.pool, operation({ poNumber }));
    await endInDoubt(database.pool, first.operation.id);
    expect(await anew()).toBe('po_number_in_doubt');
    const unsent = await repeat(first.operation.id, false);
    const again = await repeat(unsent, false);
    const refused = await insertOperation(database.pool, operation({ poNumber }));
    expect([refused.outcome, refused.operation.id]).toEqual(['po_number_in_doubt', again]);
    expect(await Promise.all([first.operation.id, unsent, again].map(repeatIsARisk))).toEqual([true, true, true]);
    const sent = await repeat(again, true);
    expect(await repeatIsARisk(sent)).toBe(false);
    expect(await anew()).toBe('created');
  });

  it('are found by their id when the answer of the commit was lost', async () => {
    const unguarded = operation();
    await insertOperation(database.pool, unguarded);
    const again = await insertOperation(database.pool, unguarded);
    expect({ outcome: again.outcome, id: again.operation.id }).toEqual({ outcome: 'created', id: unguarded.id });
  });
});
