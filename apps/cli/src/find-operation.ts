import type { Client, components } from '@adcp-orchestrator/client';
import { CommandFailedError, wrongUse } from './command-failed';
import { answered } from './connection/answered';
import { ExitCode } from './exit-code';

export type ReadOperation = components['schemas']['ReadOperation'];
export type ListedOperation = components['schemas']['ListedOperation'];

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** What the API's search takes at least. */
const LEAST_SEARCH = 3;
const MOST_FOUND = 200;
const MOST_SHOWN = 5;

/**
 * @param reference its id, the beginning or end of its id, its po_number, media buy id or task id
 * @throws CommandFailedError when there is none, or more than one
 */
export async function findOperation(client: Client, reference: string): Promise<ReadOperation> {
  const id = UUID.test(reference) ? reference : await idOf(client, reference);
  return answered(client.GET('/v1/operations/{id}', { params: { path: { id } } }));
}

async function idOf(client: Client, reference: string): Promise<string> {
  const byNumber = await search(client, { po_number: reference });
  if (byNumber.items.length > 0) return only(reference, byNumber);
  if (reference.length < LEAST_SEARCH) {
    throw wrongUse(
      `"${reference}" is too short to search for`,
      `Give at least ${LEAST_SEARCH} characters of the id, or the whole po_number.`,
    );
  }
  const wanted = reference.toLowerCase();
  const { items, hasMore } = await search(client, { q: reference });
  const named = items.filter(
    ({ id, media_buy_id: buy, task_id: task }) =>
      id.startsWith(wanted) || id.endsWith(wanted) || buy === reference || task === reference,
  );
  return only(reference, { items: named, hasMore });
}

interface Found {
  items: readonly ListedOperation[];
  /** There are matches that were not read. They may be named by the same reference. */
  hasMore: boolean;
}

async function search(client: Client, query: { po_number: string } | { q: string }): Promise<Found> {
  const page = await answered(client.GET('/v1/operations', { params: { query: { ...query, limit: MOST_FOUND } } }));
  return { items: page.items, hasMore: page.next_cursor !== null };
}

function only(reference: string, { items: found, hasMore }: Found): string {
  if (hasMore) {
    throw wrongUse(
      `"${reference}" stands in more than ${MOST_FOUND} operations, so it may name several`,
      'Give the whole id. "ado list --search" and its filters show it.',
    );
  }
  const [first, ...others] = found;
  if (first === undefined) {
    throw new CommandFailedError(ExitCode.notFound, `there is no operation "${reference}"`, {
      wayOut: 'An operation is named by its id, the beginning or end of it, its po_number, media buy id or task id.',
    });
  }
  if (others.length === 0) return first.id;
  const named = found
    .slice(0, MOST_SHOWN)
    .map(({ id, type, status, seller_id: seller }) => `${id} (${type} at ${seller}, ${status})`);
  const rest = found.length > MOST_SHOWN ? ` and ${found.length - MOST_SHOWN} more` : '';
  throw wrongUse(`"${reference}" names ${found.length} operations`, `Choose one of: ${named.join(', ')}${rest}`);
}
