import { type OperationStatus, operationStatuses } from '@adcp-orchestrator/domain';
import { ApiUnderTest, type Answer, type TestTenant } from '../../../testing/api-under-test';

/** The rules in words, written apart from the code that applies them. */
const allowed: Record<OperationStatus, readonly string[]> = {
  requested: ['cancel'],
  submitting: ['cancel'],
  pending_approval: ['poll', 'resolve'],
  pending_permission: ['poll', 'retry', 'resolve'],
  pending_input: ['poll', 'retry', 'resolve'],
  working: ['poll', 'resolve'],
  approved: ['poll', 'resolve'],
  in_doubt: ['poll', 'retry', 'resolve'],
  timed_out: ['poll', 'resolve'],
  created: [],
  active: [],
  completed: [],
  failed: ['retry'],
  rejected: ['retry'],
  canceled: ['retry'],
};

const settled: readonly OperationStatus[] = ['created', 'active', 'completed', 'failed', 'rejected', 'canceled'];
const unsent: readonly OperationStatus[] = ['requested', 'submitting'];

/** Each operation is resolved with a buy of its own. */
const bodies: Record<string, (id: string) => unknown> = {
  cancel: () => undefined,
  poll: () => undefined,
  retry: () => ({ accept_double_booking: true }),
  acknowledge: () => ({ note: 'seen' }),
  resolve: (id) => ({ status: 'created', media_buy_id: `mb_${id}`, note: 'Kim said so on the telephone' }),
};
const actions = Object.keys(bodies);

/** What the answer must say of each action's consequence. */
const consequences: Record<string, RegExp> = {
  cancel: /Nothing was sent to the seller, and nothing will be/,
  poll: /The seller is asked now/,
  retry: /goes out again|is a new one with a new idempotency key/,
  acknowledge: /off the attention list/,
  resolve: /Recorded as created with media buy mb_\S+ on your word/,
};

/** Why the action is refused, in words that a person can act upon. */
const reasons: Record<string, RegExp> = {
  cancel: /may have reached the seller|has ended as/,
  poll: /nothing to ask the seller while/,
  retry: /cannot be sent again/,
  acknowledge: /nothing to acknowledge|is not ended by acknowledging/,
  resolve: /cannot be resolved by a person/,
};

describe('what a person may do, in every status', () => {
  let api: ApiUnderTest;
  let desk: TestTenant;

  beforeAll(async () => {
    api = await ApiUnderTest.start();
    desk = await api.newTenant();
    await api.addSeller(desk, 'acme');
  });
  afterAll(() => api.stop());

  const act = (id: string, action: string): Promise<Answer> =>
    api.call('POST', `/v1/operations/${id}/${action}`, { key: desk.keys.trader, body: bodies[action]?.(id) });
  const read = async (id: string): Promise<Answer> =>
    api.call('GET', `/v1/operations/${id}`, { key: desk.keys.viewer });

  /** A row as the gate leaves one in this status. */
  async function operationIn(status: OperationStatus, called = !unsent.includes(status)): Promise<string> {
    const { body } = await api.handOver(desk, 'acme');
    const ended = settled.includes(status);
    const good = ['created', 'active', 'completed'].includes(status);
    const outcome = ended
      ? { status: status === 'active' ? 'created' : status, ...(good && { mediaBuyId: 'mb_1' }) }
      : null;
    await api.database.pool.query(
      `UPDATE operations SET status = $2, outcome = $3, settled_at = CASE WHEN $4 THEN now() END,
         call_started_at = CASE WHEN $5 THEN now() END, first_call_at = CASE WHEN $5 THEN now() END,
         attempt = CASE WHEN $5 THEN 1 ELSE 0 END, may_have_executed = $5,
         due_kind = CASE WHEN $4 THEN NULL WHEN $6 THEN 'submit' ELSE 'poll' END,
         due_at = CASE WHEN $4 THEN NULL ELSE now() + interval '1 hour' END,
         deadline_passed_at = CASE WHEN $2 = 'timed_out' THEN now() END,
         holds_po_number = holds_po_number AND $2 NOT IN ('failed', 'rejected', 'canceled')
       WHERE id = $1`,
      [body.id, status, outcome === null ? null : JSON.stringify(outcome), ended, called, unsent.includes(status)],
    );
    return body.id;
  }

  const table = operationStatuses.flatMap((status) =>
    actions.map((action) => ({ status, action, may: allowed[status].includes(action) })),
  );

  it.each(table)('$status: $action is allowed: $may', async ({ status, action, may }) => {
    const id = await operationIn(status);
    const before = await read(id);
    expect(before.body).toMatchObject({ allowed_actions: allowed[status] });
    const answer = await act(id, action);
    if (may) {
      expect([200, 202]).toContain(answer.status);
      expect(answer.body.consequence).toMatch(consequences[action]!);
      return;
    }
    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({
      type: 'urn:adcp-orchestrator:problem:action-not-allowed',
      operation_id: id,
      operation_status: status,
      allowed_actions: allowed[status],
    });
    expect(answer.body.detail).toMatch(reasons[action]!);
    expect((await read(id)).body).toEqual(before.body);
  });

  it.each(['requested', 'submitting'] as const)(
    'nothing is offered while a call of one that is %s may be on its way',
    async (status) => {
      const id = await operationIn(status, true);
      expect((await read(id)).body).toMatchObject({ allowed_actions: [] });
      const answers = await Promise.all(actions.map((action) => act(id, action)));
      expect(answers.map((answer) => answer.status)).toEqual([409, 409, 409, 409, 409]);
      expect(answers[0]?.body.detail).toMatch(/may have reached the seller/);
    },
  );

  it.each([
    ['in_doubt', 409],
    ['pending_input', 409],
    ['failed', 202],
  ] as const)(
    'a retry of one that is %s answers %d without the word that it may book twice',
    async (status, expected) => {
      const id = await operationIn(status);
      const answer = await api.call('POST', `/v1/operations/${id}/retry`, { key: desk.keys.trader });
      expect(answer.status).toBe(expected);
      if (expected === 409) expect(answer.body.detail).toMatch(/may book it twice.*accept_double_booking/);
    },
  );
});
