import { setTimeout as sleep } from 'node:timers/promises';
import type { Script } from './orders';
import type { World } from './world';

/**
 * The desk hands over purchase orders at random moments of a period. Returns when every one was accepted, or given up,
 * which the desk notes.
 */
export async function handOverLoad(
  world: World,
  { operations, overMs, scripts }: { operations: number; overMs: number; scripts: readonly Script[] },
): Promise<void> {
  const random = world.random.stream('load');
  const orders = Array.from({ length: operations }, () => ({
    order: world.book.next(scripts, random),
    at: random.between(0, overMs),
  }));
  await Promise.all(
    orders.map(async ({ order, at }) => {
      await sleep(at);
      await world.desk.handOver(order);
    }),
  );
}
