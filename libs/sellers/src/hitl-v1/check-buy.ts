import { type Answer, type JsonObject, type Operation, OperationType, type Seller } from '@adcp-orchestrator/domain';
import { exchangeFacts, failedAsk, said } from '../dialect/answers';
import { type SellerFault, bodyErrorOf, faultOfError } from '../faults';
import { idField, textField } from '../json/fields';
import type { McpSessions } from '../mcp/mcp-sessions';
import { settledBy } from './outcome-of-body';
import { meaningOfBuy, unknownWord } from './status-words';
import { taskIdOf } from './task-id';

export const CHECK_TOOL = 'check_media_buy_status';

/** What the seller shows of the buy. `fault`: it could not be asked. */
export interface BuyEvidence {
  answer: Answer;
  fault: SellerFault | null;
  /** The human task that a buy which still waits is said to wait for. */
  taskId?: string;
}

/**
 * Looks for a create's buy, by its id or its `po_number`. That it is not found proves nothing: `no_evidence`. For an
 * update no question is sent, because the buy's status proves nothing about it.
 * @param mediaBuyId the id that the seller's task named, if it did
 */
export async function checkBuy(
  sessions: McpSessions,
  seller: Seller,
  operation: Operation,
  signal: AbortSignal,
  mediaBuyId?: string,
): Promise<BuyEvidence> {
  const key = keyOf(operation, mediaBuyId);
  if (operation.type !== OperationType.createMediaBuy || key === null) {
    return { answer: { finding: { kind: 'no_evidence' } }, fault: null };
  }
  const reply = await sessions.callTool(seller, { tool: CHECK_TOOL, arguments: key, mutating: false, signal });
  const error = reply.ok ? bodyErrorOf(reply.body) : null;
  const fault = reply.ok ? (error === null ? null : faultOfError(error)) : reply.fault;
  if (fault !== null) {
    return saysNotFound(fault)
      ? { answer: { ...exchangeFacts(reply), finding: { kind: 'no_evidence' } }, fault: null }
      : { answer: failedAsk(reply, fault), fault };
  }
  const body = reply.ok ? reply.body : {};
  const answer = { ...exchangeFacts(reply), ...readBuy(operation, key, body) };
  return said<BuyEvidence>({
    answer,
    fault: null,
    taskId: answer.finding.kind === 'pending' ? taskIdOf(body) : undefined,
  });
}

function readBuy(operation: Operation, key: JsonObject, body: JsonObject): Answer {
  const word = textField(body, 'status');
  if (word === undefined || word === 'not_found' || isAnotherBuy(key, body))
    return { finding: { kind: 'no_evidence' } };
  const meaning = meaningOfBuy(word);
  const named = said<Answer>({ finding: unknownWord(word), sellerStatus: word });
  if (meaning === null) return named;
  if (meaning.kind === 'pending') return { ...named, finding: meaning };
  if (meaning.as === 'succeeded' && idField(body, 'media_buy_id') === undefined) {
    return { ...named, finding: { kind: 'no_evidence' } };
  }
  return { ...named, finding: settledBy(operation.type, meaning, body) };
}

/** A seller that ignores the key it was asked by may show another buy. */
function isAnotherBuy(key: JsonObject, body: JsonObject): boolean {
  return Object.entries(key).some(([name, value]) => {
    const shown = idField(body, name);
    return shown !== undefined && shown !== value;
  });
}

function keyOf(operation: Operation, mediaBuyId: string | undefined): JsonObject | null {
  if (mediaBuyId !== undefined) return { media_buy_id: mediaBuyId };
  return operation.poNumber === null ? null : { po_number: operation.poNumber };
}

/** Whether the fault says that the seller knows no such buy. A refusal to answer is something else. */
export function saysNotFound(fault: SellerFault): boolean {
  return /(?:^|_)NOT_FOUND$/i.test(fault.code) && fault.origin === 'tool';
}
