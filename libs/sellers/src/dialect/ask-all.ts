import { type SellerFault, FaultOrigin } from '../faults';

/**
 * Asks about many things, a few at a time, until the seller proves to be down or busy. The rest gets the same fault
 * without being asked: so a dead seller costs one timeout, not a thousand.
 * @param limit how many questions may be under way at once
 * @param ask asks about one item; a fault that it returns may end the round
 * @param skip called for each item that is not asked about
 */
export async function askAll<T>(
  items: readonly T[],
  limit: number,
  ask: (item: T) => Promise<SellerFault | null>,
  skip: (item: T, fault: SellerFault) => void,
): Promise<void> {
  let next = 0;
  let down: SellerFault | null = null;
  const work = async (): Promise<void> => {
    for (;;) {
      const index = next++;
      const item = items[index];
      if (item === undefined && index >= items.length) return;
      if (down !== null) {
        skip(item as T, down);
        continue;
      }
      const fault = await ask(item as T);
      if (fault !== null && endsRound(fault)) down ??= fault;
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, Math.min(limit, items.length)) }, work));
}

/** No connection, no answer, a server that is overloaded or refuses: the next question would fare no better. */
function endsRound(fault: SellerFault): boolean {
  return fault.origin === FaultOrigin.transport || fault.origin === FaultOrigin.http || fault.code === 'RATE_LIMITED';
}
