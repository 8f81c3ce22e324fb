import { setTimeout as sleep } from 'node:timers/promises';
import { type CaseContext, type CaseResult, conclude } from '../crash-case';
import { Books } from '../books';
import { CuttingProxy } from '../cutting-proxy';
import { type TimelineRow, readOperations, readTimeline } from '../ledger-view';
import { handOverLoad } from '../load';
import { type Script, courses, faults } from '../orders';
import { awaitEnds } from '../settling';
import { World } from '../world';

const hangUpEveryMs = 700;

/**
 * Case 4: the line to the publishers. First comes every scripted fault: before, while and after a call is executed.
 * Doubt is allowed exactly where nothing can be proved. Then connections are cut, slowed or garbled at any byte.
 */
export async function seller(context: CaseContext): Promise<CaseResult> {
  let proxy: CuttingProxy | undefined;
  const world = await World.start({
    ...context,
    replicas: 1,
    sellerUrl: async (url) => {
      proxy = await CuttingProxy.start(url, context.random.stream('proxy'));
      return proxy.url;
    },
  });
  try {
    if (proxy === undefined) throw new Error('the proxy was not started');
    const needless = await sufferEveryFault(world, context.short ? 1 : 5);
    const lengthMs = context.short ? 8_000 : 30_000;
    const load = handOverLoad(world, {
      operations: context.short ? 40 : 350,
      overMs: lengthMs,
      scripts: courses,
    });
    await cutFor(proxy, lengthMs);
    await load;
    return await conclude(world, {
      disturbances: [...proxy.fates].reduce((sum, [kind, times]) => sum + (kind === 'left_alone' ? 0 : times), 0),
      violations: needless,
      notes: [[...proxy.fates].map(([kind, times]) => `${kind} ${times}`).join(', ')],
    });
  } finally {
    await world.stop();
    await proxy?.stop();
  }
}

async function cutFor(proxy: CuttingProxy, lengthMs: number): Promise<void> {
  const until = Date.now() + lengthMs;
  proxy.cutting = true;
  while (Date.now() < until) {
    await sleep(hangUpEveryMs);
    proxy.hangUp();
  }
  proxy.cutting = false;
  proxy.hangUp();
}

/** @returns a sentence for each operation that is in doubt although its outcome could be proved */
async function sufferEveryFault(world: World, times: number): Promise<string[]> {
  const random = world.random.stream('faults');
  const orders = Array.from({ length: times }, () => faults.map((script) => world.book.order(script, random))).flat();
  const ids = await Promise.all(orders.map((order) => world.desk.handOver(order)));
  if ((await awaitEnds(world)) === null)
    return ['operations with faults on their line had no end within seven minutes'];
  const byId = new Map((await readOperations(world.ledger)).map((operation) => [operation.id, operation]));
  const [books, timeline] = await Promise.all([Books.read(world.sandbox), readTimeline(world.ledger)]);
  return orders.flatMap(({ script }, place) => {
    const operation = byId.get(ids[place] ?? '');
    if (operation?.status !== 'in_doubt' || script.unprovable === true) return [];
    // On a slow machine a call may time out before the publisher sees it. Then nothing could prove what became of it.
    const { executions } = books.of({ seller: operation.seller_id, po_number: operation.po_number });
    return executions === 0 || timedOutBesides(script, timeline.get(operation.id) ?? [])
      ? []
      : [`${operation.id} (${script.dialect} ${script.words}) is in doubt, although its outcome can be proved`];
  });
}

/**
 * Whether a call timed out that the publisher did not hold up by its script. Three such calls use up the whole budget.
 */
function timedOutBesides({ words }: Script, lines: readonly TimelineRow[]): boolean {
  const timeouts = lines.filter(({ reason }) => reason.includes('did not answer within'));
  return timeouts.length > (words.startsWith('HANG') ? 1 : 0);
}
