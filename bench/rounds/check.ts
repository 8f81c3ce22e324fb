import type { Booking } from './side';

/** What the receiver heard in a round. */
export interface Heard {
  complete: number;
  repeated: number;
  requests: number;
  lastAt: number;
  operations: string[];
}

type SellerBooking = [poNumber: string, booked: { mediaBuyId: string }[]];

/**
 * Checks that a round did its work: every order was created, each was booked exactly once at the seller under the same
 * media buy, and the desk was told twice of each.
 * @throws Error that says what is missing
 */
export function checkWork(
  prefix: string,
  operations: number,
  bookings: readonly Booking[],
  sellerBookings: readonly SellerBooking[],
  heard: Heard,
): void {
  const problems: string[] = [];
  const created = bookings.filter(({ status, mediaBuyId }) => status === 'created' && mediaBuyId !== null);
  if (created.length !== operations) problems.push(`${created.length} of ${operations} operations are created`);
  const booked = new Map(sellerBookings.filter(([poNumber]) => poNumber.startsWith(prefix)));
  if (booked.size !== operations) problems.push(`the seller booked ${booked.size} of ${operations} orders`);
  const twice = [...booked.values()].filter(({ length }) => length > 1).length;
  if (twice > 0) problems.push(`${twice} orders were booked more than once`);
  const astray = created.filter(
    ({ poNumber, mediaBuyId }) => booked.get(poNumber)?.[0]?.mediaBuyId !== mediaBuyId,
  ).length;
  if (astray > 0) problems.push(`${astray} operations name another media buy than the seller booked`);
  if (heard.operations.length !== operations || heard.complete !== operations) {
    problems.push(`${heard.complete} of ${operations} operations were told of twice`);
  }
  if (problems.length > 0) throw new Error(`the round ${prefix} did not do its work: ${problems.join('; ')}`);
}
