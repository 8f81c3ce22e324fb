import { Webhook } from 'standardwebhooks';
import { answersIn } from './answers';
import { demoBuys, demoSellers, operationOf } from './buys';
import { startReceiver } from './receiver';
import { problemsOf, summaryOf, tally } from './summary';
import { tableOf } from './view';

const at = (seconds: number) => new Date(1_700_000_000_000 + seconds * 1000).toISOString();
const [buy] = demoBuys;
const [seller] = demoSellers;
const followed = (status: string) => ({
  id: 'op-1',
  number: 1,
  poNumber: 'DONE-po01',
  buy: buy!,
  seller: seller!,
  operation: {
    status,
    created_at: at(0),
    settled_at: at(2.5),
    attempt: 1,
    conflicts: 0,
    seller_status: 'pending_activation',
  },
});

describe('the script of the demo', () => {
  it('is a dozen varied buys of registered sellers in both dialects, each with its end', () => {
    expect(demoBuys.length).toBeGreaterThanOrEqual(12);
    expect(new Set(demoSellers.map(({ dialect }) => dialect))).toEqual(new Set(['hitl-v1', 'adcp-v3']));
    expect(new Set(demoBuys.map(({ ends }) => ends))).toEqual(new Set(['created', 'rejected', 'failed']));
    for (const one of demoBuys) expect(demoSellers.map(({ id }) => id)).toContain(one.seller);
  });

  it('gives every buy a purchase order number of its own, which scripts the seller', () => {
    const numbers = demoBuys.map((one, index) => operationOf(one, 'hitl-v1', index + 1).request.po_number);
    expect(new Set(numbers).size).toBe(demoBuys.length);
    numbers.forEach((number, index) => {
      expect(number.startsWith(demoBuys[index]!.scenario)).toBe(true);
    });
  });

  it('leaves to the service what is the service’s', () => {
    for (const dialect of ['hitl-v1', 'adcp-v3'] as const) {
      expect(operationOf(buy!, dialect, 1).request).not.toHaveProperty('idempotency_key');
    }
  });
});

describe('the judgement of the demo', () => {
  const booked = { executions: 1, booked: 1 };

  it('finds nothing wrong with a buy that ended as its script says', () => {
    expect(problemsOf(followed('created'), booked, ['operation.created'])).toEqual([]);
  });

  it('finds a wrong end, a double booking, and a desk that was not told', () => {
    expect(problemsOf(followed('failed'), { executions: 2, booked: 2 }, [])).toEqual([
      'ended failed instead of created',
      'the seller has 2 media buys in its books instead of 1',
      'the seller executed the call 2 times',
      'the desk was not told that it is created',
    ]);
  });

  it('is summed up with ends, waiting, calls and notifications', () => {
    const text = summaryOf({
      buys: [followed('created')],
      problems: new Map(),
      toldBy: new Map([['op-1', 'poll']]),
      calls: 1,
      answers: new Map([['poll', 3]]),
      notifications: { deliveries: 2, duplicates: 0, refused: 0 },
      now: Date.now(),
    });
    expect(text).toContain('booked at once');
    expect(text).toContain('created   after  2.5 s  by poll');
    expect(text).toContain('1 sent: 1 created');
    expect(text).toContain('3 by poll');
    expect(text).toContain('2 delivered, every signature verified');
    expect(tally(['a', 'b', 'a'])).toBe('2 a, 1 b');
  });

  it('shows a table of the same facts', () => {
    const text = tableOf([followed('created')], Date.now());
    for (const part of ['Riverside TV', 'hitl-v1', '$12,000', 'created', 'pending_activation', '2.5 s'])
      expect(text).toContain(part);
  });
});

it('answers are counted from the metrics, over sellers and types', () => {
  const text = [
    '# TYPE adcp_orchestrator_seller_calls_total counter',
    'adcp_orchestrator_seller_calls_total{seller="a",type="create_media_buy",source="poll"} 4',
    'adcp_orchestrator_seller_calls_total{seller="b",type="create_media_buy",source="poll"} 3',
    'adcp_orchestrator_seller_calls_total{seller="b",type="create_media_buy",source="response"} 1',
    'adcp_orchestrator_seller_errors_total{seller="b",source="poll"} 9',
  ].join('\n');
  expect(answersIn(text)).toEqual([
    ['poll', 4],
    ['poll', 3],
    ['response', 1],
  ]);
});

describe('the desk’s receiver', () => {
  const secret = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
  const event = JSON.stringify({ type: 'operation.created', operation_id: 'op-1', sequence: 1, message: 'done' });

  function signed(id: string, key = secret) {
    const sentAt = new Date();
    return {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
      'webhook-signature': new Webhook(key).sign(id, sentAt, event),
    };
  }

  it('takes what is signed with the subscription’s secret, counts repetitions, and refuses everything else', async () => {
    const receiver = await startReceiver();
    const post = async (headers: Record<string, string>) =>
      (await fetch(receiver.url, { method: 'POST', headers, body: event })).status;
    try {
      expect(await post(signed('e-1'))).toBe(503);
      receiver.trust(secret);
      expect(await post(signed('e-1'))).toBe(204);
      expect(await post(signed('e-1'))).toBe(204);
      expect(await post(signed('e-2', `whsec_${Buffer.alloc(24, 8).toString('base64')}`))).toBe(401);
      expect(await post({})).toBe(401);
      expect(receiver.counts()).toEqual({ deliveries: 2, duplicates: 1, refused: 2 });
      expect([...receiver.received.values()]).toMatchObject([{ operationId: 'op-1', type: 'operation.created' }]);
    } finally {
      await receiver.close();
    }
  });
});
