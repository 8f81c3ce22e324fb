import type { Scene } from '../support/scene';

/** Each has a seller of its own. What closes a session or a connection must not hit another test's call. */
const accidents = [
  ['the connection drops after the seller executed it', 'DROP_AFTER'],
  ['the connection drops in the middle of the answer', 'DROP_MIDDLE'],
  ['the answer is not JSON', 'GARBAGE'],
  ['the seller fails after it executed it', 'HTTP_500_AFTER'],
  ['the seller asks to wait', 'RATE_LIMIT'],
  ['the session is lost', 'SESSION_LOST'],
] as const;

function sellerFor(dialect: string, scenario: string): string {
  return `lost-${dialect}-${scenario.toLowerCase().replaceAll('_', '-')}`;
}

/** Calls that go wrong on the way. None is booked twice, and none is guessed. */
export function lostCallFlows(scene: () => Scene): void {
  describe.each(['hitl-v1', 'adcp-v3'] as const)('calls that go wrong at an %s seller', (dialect) => {
    it.concurrent.each(accidents)('book exactly once when %s', async (_what, scenario) => {
      const seller = sellerFor(dialect, scenario);
      await scene().addSeller(dialect, seller);
      const accepted = await scene().buy(seller, scenario);
      const created = await scene().desk.awaitStatus(accepted.id, 'created');
      const { media_buys: buys } = await scene().sandbox.bookings(seller);
      expect(buys.map((buy) => buy.media_buy_id)).toEqual([created.media_buy_id]);
    });
  });

  it.concurrent('send the same bytes again when a seller with idempotency dropped the connection', async () => {
    const seller = sellerFor('adcp-v3', 'DROP_BEFORE');
    await scene().addSeller('adcp-v3', seller);
    const accepted = await scene().buy(seller, 'DROP_BEFORE');
    expect((await scene().desk.awaitStatus(accepted.id, 'created')).attempt).toBe(2);
  });

  it.concurrent(
    'ask a person when a seller without idempotency dropped the connection and knows no such order',
    async () => {
      const { desk, sandbox } = scene();
      const seller = sellerFor('hitl-v1', 'DROP_BEFORE');
      await scene().addSeller('hitl-v1', seller);
      const accepted = await scene().buy(seller, 'DROP_BEFORE');
      await desk.awaitStatus(accepted.id, 'in_doubt');
      expect((await sandbox.bookings(seller)).media_buys).toEqual([]);

      const retry = `/v1/operations/${accepted.id}/retry`;
      expect((await desk.request('POST', retry, {})).status).toBe(409);
      expect((await desk.request('POST', retry, { accept_double_booking: true })).status).toBe(200);
      await desk.awaitStatus(accepted.id, 'created');
    },
  );
}
