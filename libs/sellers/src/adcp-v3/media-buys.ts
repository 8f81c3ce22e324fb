import {
  type Answer,
  type Finding,
  type JsonObject,
  type Operation,
  OperationType,
  type Seller,
} from '@adcp-orchestrator/domain';
import { said } from '../dialect/answers';
import { type SellerFault, bodyErrorOf, faultOfError, operationErrorOf } from '../faults';
import { idField, objectField, objectsField, textField } from '../json/fields';
import type { McpSessions } from '../mcp/mcp-sessions';
import { isSinceAccepted } from '../dialect/since-accepted';
import { accountArgument } from './account';
import { buyStatusOf, findingOfResult, isInApproval } from './settle';
import { listedBuyStatuses, meaningOfBuy } from './status-words';
import { BUYS_TOOL } from './tools';

/** How many ids one question names. */
export const IDS_IN_QUESTION = 100;
const PAGE = 100;
const MAX_PAGES = 20;

export type ListedBuys = { buys: JsonObject[]; fault: null } | { buys: null; fault: SellerFault };

/**
 * Lists the media buys of an account, whatever their status, at most 2,000.
 * @param ids asks for these alone
 */
export async function listBuys(
  sessions: McpSessions,
  seller: Seller,
  account: Operation['account'],
  signal: AbortSignal,
  ids?: readonly string[],
): Promise<ListedBuys> {
  const buys: JsonObject[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const args: JsonObject = {
      ...accountArgument(account),
      ...(ids === undefined ? {} : { media_buy_ids: [...ids] }),
      status_filter: [...listedBuyStatuses],
      pagination: cursor === undefined ? { max_results: PAGE } : { max_results: PAGE, cursor },
    };
    const reply = await sessions.callTool(seller, { tool: BUYS_TOOL, arguments: args, mutating: false, signal });
    if (!reply.ok) return { buys: null, fault: reply.fault };
    const shown = objectsField(reply.body, 'media_buys');
    const error = shown === undefined ? bodyErrorOf(reply.body) : null;
    if (error !== null) return { buys: null, fault: faultOfError(error) };
    buys.push(...(shown ?? []));
    const pagination = objectField(reply.body, 'pagination') ?? {};
    cursor = pagination.has_more === false ? undefined : textField(pagination, 'cursor');
    if (cursor === undefined) break;
  }
  return { buys, fault: null };
}

/**
 * What the seller's buys prove about a create whose buy it has not named. Only the buy that carries our `po_number` or
 * `buyer_ref` counts. That no other buy could be it proves nothing, and of two that match, neither counts. For other
 * types a buy proves nothing.
 */
export function evidenceAmong(operation: Operation, listed: ListedBuys): Answer {
  if (listed.fault !== null) return { finding: { kind: 'ask_failed', error: operationErrorOf(listed.fault) } };
  const none: Answer = { finding: { kind: 'no_evidence' } };
  if (operation.type !== OperationType.createMediaBuy) return none;
  const matching = listed.buys.filter((buy) => isOurs(operation, buy));
  const [buy] = matching;
  if (buy === undefined) return none;
  if (matching.length > 1) {
    return {
      ...none,
      message: `the seller shows ${matching.length} media buys with our reference; a person must tell which`,
    };
  }
  return shownBy(buy);
}

/** What the seller shows of the buy that it has named for the operation. */
export function evidenceOfNamed(mediaBuyId: string, listed: ListedBuys): Answer {
  if (listed.fault !== null) return { finding: { kind: 'ask_failed', error: operationErrorOf(listed.fault) } };
  // A seller that ignores the filter shows other buys as well.
  const buy = listed.buys.find((each) => idField(each, 'media_buy_id') === mediaBuyId);
  return buy === undefined ? { finding: { kind: 'no_evidence' } } : shownBy(buy);
}

function shownBy(buy: JsonObject): Answer {
  const word = buyStatusOf(buy);
  const known = meaningOfBuy(word) !== null || isInApproval(buy);
  const finding: Finding = known
    ? (findingOfResult(OperationType.createMediaBuy, buy) ?? { kind: 'no_evidence' })
    : { kind: 'unknown_word', word: word ?? '(no status)' };
  return said<Answer>({ finding, sellerStatus: word });
}

function isOurs(operation: Operation, buy: JsonObject): boolean {
  const po = matches(operation.poNumber, referenceIn(buy, 'po_number'));
  const ref = matches(operation.buyerRef, referenceIn(buy, 'buyer_ref'));
  if (po === false || ref === false || (po === null && ref === null)) return false;
  return isSinceAccepted(operation, textField(buy, 'created_at'));
}

/** @returns null when one of the two is unknown */
function matches(ours: string | null, theirs: string | undefined): boolean | null {
  return ours === null || theirs === undefined ? null : ours === theirs;
}

/** Sellers echo a reference at the top, or in the `context` or `ext` that they keep with the buy. */
function referenceIn(buy: JsonObject, field: string): string | undefined {
  const places = [buy, objectField(buy, 'context'), objectField(buy, 'ext')];
  return places
    .map((place) => (place === undefined ? undefined : textField(place, field)))
    .find((found) => found !== undefined);
}
