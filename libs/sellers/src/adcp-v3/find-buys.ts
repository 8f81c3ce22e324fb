import { type Answer, type Answers, type Json, type Operation, OperationType } from '@adcp-orchestrator/domain';
import { withFoundBuy } from '../dialect/answers';
import { byAccount } from './account';
import { IDS_IN_QUESTION, type ListedBuys, evidenceAmong, evidenceOfNamed } from './media-buys';
import { meaningOfTask } from './status-words';

/** Lists an account's media buys: all of them, or those with these ids. */
export type ListBuys = (account: Json, ids?: readonly string[]) => Promise<ListedBuys>;

/**
 * Completes the answers to a poll from the seller's media buys, for creates whose task told no more. It looks for the
 * id that the seller has named. Otherwise it looks for our references in the list of all buys, which is read once per
 * account.
 */
export async function findBuys(list: ListBuys, operations: readonly Operation[], answers: Answers): Promise<void> {
  const sought = operations.filter(
    ({ id, type }) => type === OperationType.createMediaBuy && needsBuy(answerFor(id, answers)),
  );
  for (const group of byAccount(sought)) {
    const account = group[0]?.account ?? null;
    const unshown = await findNamed((ids) => list(account, ids), group, answers);
    const referred = unshown.filter(({ poNumber, buyerRef }) => poNumber !== null || buyerRef !== null);
    if (referred.length === 0) continue;
    const listed = await list(account);
    for (const operation of referred) {
      const known = answerFor(operation.id, answers);
      const found = evidenceAmong(operation, listed);
      if (provesMore(known, found)) answers.set(operation.id, withFoundBuy(known, found));
    }
  }
}

/** @returns the operations whose buy has no id yet, or is not shown under its id */
async function findNamed(
  list: (ids: readonly string[]) => Promise<ListedBuys>,
  operations: readonly Operation[],
  answers: Answers,
): Promise<Operation[]> {
  const unshown: Operation[] = [];
  const named: { operation: Operation; mediaBuyId: string }[] = [];
  for (const operation of operations) {
    const mediaBuyId = answerFor(operation.id, answers).mediaBuyId ?? operation.pendingMediaBuyId;
    if (mediaBuyId === null) unshown.push(operation);
    else named.push({ operation, mediaBuyId });
  }
  for (let start = 0; start < named.length; start += IDS_IN_QUESTION) {
    const chunk = named.slice(start, start + IDS_IN_QUESTION);
    const listed = await list(chunk.map(({ mediaBuyId }) => mediaBuyId));
    for (const { operation, mediaBuyId } of chunk) {
      const known = answerFor(operation.id, answers);
      const found = evidenceOfNamed(mediaBuyId, listed);
      if (found.finding.kind === 'no_evidence') unshown.push(operation);
      else if (provesMore(known, found)) answers.set(operation.id, { ...known, ...found });
    }
  }
  return unshown;
}

/**
 * Whether the task told nothing, or has ended without an outcome: it was approved, or nobody knows what became of its
 * buy.
 */
function needsBuy({ finding, sellerTaskStatus }: Answer): boolean {
  if (finding.kind === 'no_evidence') return true;
  if (finding.kind === 'pending' && finding.status === 'approved') return true;
  const told = finding.kind === 'pending' || finding.kind === 'unknown_word';
  return told && meaningOfTask(sellerTaskStatus)?.kind === 'ended';
}

function provesMore(known: Answer, found: Answer): boolean {
  return found.finding.kind === 'settled' || known.finding.kind === 'no_evidence';
}

function answerFor(id: string, answers: Answers): Answer {
  return answers.get(id) ?? { finding: { kind: 'no_evidence' } };
}
