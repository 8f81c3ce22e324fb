import type { NewSeller } from '../support/desk';
import type { Scene } from '../support/scene';

/** Calls that go wrong on the way: never booked twice, never guessed. */
export function lostCallFlows(scene: () => Scene): void {
  describe.each<NewSeller['dialect']>(['hitl-v1', 'adcp-v3'])('calls that go wrong at an %s seller', (dialect) => {
    const seller = `lost-${dialect}`;

    beforeAll(async () => {
      await scene().addSeller(dialect, seller);
    });

    it.each([
      ['the connection drops before the seller executed it', 'DROP_BEFORE'],
      ['the connection drops after the seller executed it', 'DROP_AFTER'],
      ['the answer is not JSON', 'GARBAGE'],
      ['the seller asks to wait', 'RATE_LIMIT'],
      ['the session is lost', 'SESSION_LOST'],
    ])('books exactly once when %s', async (_what, scenario) => {
      const accepted = await scene().buy(seller, scenario);
      // A seller without idempotency that dropped the connection may leave no proof of either: then a person decides.
      const ended = await scene().desk.awaitStatus(
        accepted.id,
        'created',
        ...(mayStayInDoubt(dialect, scenario) ? ['in_doubt'] : []),
      );
      const { bookings } = await scene().sandbox.bookings(seller);
      const booking = bookings.find((one) => one.po_number === accepted.po_number);
      expect(booking?.booked ?? 0).toBe(ended.status === 'created' ? 1 : 0);
    });
  });
}

function mayStayInDoubt(dialect: NewSeller['dialect'], scenario: string): boolean {
  return dialect === 'hitl-v1' && scenario === 'DROP_BEFORE';
}
