import { Books } from './books';
import { readOperations } from './ledger-view';
import { awaitEnds } from './settling';
import type { World } from './world';

const rounds = 4;

/**
 * The person who settles what nobody could prove. It telephones the publisher (reads the books), and records what was
 * said. What the publisher never got is sent again.
 * @returns how many operations were in doubt
 */
export async function settleDoubts(world: World): Promise<number> {
  const doubtful = new Set<string>();
  for (let round = 0; round < rounds; round += 1) {
    const operations = (await readOperations(world.ledger)).filter(({ status }) => status === 'in_doubt');
    if (operations.length === 0) break;
    const books = await Books.read(world.sandbox);
    for (const operation of operations) {
      doubtful.add(operation.id);
      const page = books.of({ seller: operation.seller_id, po_number: operation.po_number });
      const [path, body] = wordOfThePublisher(page);
      const reply = await world.desk.request('POST', `/v1/operations/${operation.id}/${path}`, body);
      if (reply.status >= 400 && !(reply.status === 409 && reply.mayHaveBeenDoneBefore)) {
        world.desk.problems.push(
          `${path} of the doubtful operation ${operation.id} was refused with ${reply.status}: ${JSON.stringify(reply.body)}`,
        );
      }
    }
    await awaitEnds(world);
  }
  return doubtful.size;
}

function wordOfThePublisher({ buys, tasks, executions, failures }: ReturnType<Books['of']>): [string, unknown] {
  const note = 'The publisher said so on the telephone';
  const [buy] = buys;
  if (buy !== undefined) return ['resolve', { status: 'created', media_buy_id: buy.media_buy_id, note }];
  switch (tasks.at(-1)?.state) {
    case 'rejected':
    case 'cannot_complete':
      return ['resolve', { status: 'rejected', note }];
    case 'failed':
      return ['resolve', { status: 'failed', note }];
    case 'canceled':
      return ['resolve', { status: 'canceled', note }];
    default:
      if (executions === 0 && failures > 0) return ['resolve', { status: 'failed', note }];
      return ['retry', { accept_double_booking: true }];
  }
}
