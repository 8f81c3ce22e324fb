import {
  type Answer,
  type Answers,
  type JsonObject,
  type Operation,
  OperationStatus,
  endsBadly,
  type Seller,
} from '@adcp-orchestrator/domain';
import { exchangeFacts, failedAsk, withFoundBuy } from '../dialect/answers';
import { askAll } from '../dialect/ask-all';
import { isSinceAccepted } from '../dialect/since-accepted';
import { FaultCode, type SellerFault } from '../faults';
import { idField, textField } from '../json/fields';
import type { McpSessions } from '../mcp/mcp-sessions';
import { type BuyEvidence, checkBuy } from './check-buy';
import { type PendingTasks, readPendingTasks } from './pending-tasks';
import { readTask } from './read-task';

/**
 * Asks about many operations. One call lists all tasks. One more call follows for each operation whose task is gone,
 * was approved without a result, or never existed.
 */
export async function pollAll(
  sessions: McpSessions,
  seller: Seller,
  operations: readonly Operation[],
  signal: AbortSignal,
): Promise<Answers> {
  const answers: Answers = new Map();
  const tasks = await readPendingTasks(sessions, seller, signal);
  if (tasks.fault !== null && !meansNoList(tasks.fault)) {
    for (const { id } of operations) answers.set(id, failedAsk(tasks.reply, tasks.fault));
    return answers;
  }
  const toCheck: { operation: Operation; task: JsonObject | undefined }[] = [];
  for (const operation of operations) {
    const task = taskOf(operation, tasks);
    const answer = task === undefined ? null : { ...exchangeFacts(tasks.reply), ...readTask(operation, task) };
    if (answer === null || isLookedFor(operation, answer)) toCheck.push({ operation, task });
    if (answer !== null) answers.set(operation.id, answer);
  }
  await askAll(
    toCheck,
    seller.limits.maxConcurrency,
    async ({ operation, task }) => {
      const named = task === undefined ? undefined : idField(task, 'media_buy_id');
      const evidence = await checkBuy(sessions, seller, operation, signal, named);
      const ofTask = answers.get(operation.id);
      answers.set(
        operation.id,
        ofTask === undefined ? ofBuyAlone(operation, evidence, tasks) : merged(ofTask, evidence.answer, named),
      );
      return evidence.fault;
    },
    ({ operation }, fault) => {
      const earlier = answers.get(operation.id);
      answers.set(operation.id, earlier ?? failedAsk(tasks.reply, fault));
    },
  );
  return answers;
}

/**
 * Whether the seller cannot show a list: it is beyond the size limit, or there is no such tool. That would hide every
 * operation for ever, so each buy is then asked about by itself.
 */
function meansNoList(fault: SellerFault): boolean {
  return fault.code === FaultCode.tooLarge || fault.code === FaultCode.toolRefused;
}

/**
 * The operation's own task. Without a task id, it is the only task that names the operation's `po_number`. It is never
 * found by elimination.
 */
function taskOf(operation: Operation, tasks: PendingTasks): JsonObject | undefined {
  if (operation.taskId !== null) return tasks.byId.get(operation.taskId);
  if (operation.poNumber === null) return undefined;
  const named = tasks.all.filter(
    (task) => textField(task, 'po_number') === operation.poNumber && mayBeOf(operation, task),
  );
  return named.length === 1 ? named[0] : undefined;
}

/** Whether a task that goes by the operation's number may be its own: an earlier request may have had that number. */
function mayBeOf(operation: Operation, task: JsonObject): boolean {
  return (
    (textField(task, 'operation') ?? operation.type) === operation.type &&
    isSinceAccepted(operation, textField(task, 'created_at'))
  );
}

/**
 * Whether the buy is asked about beside the task. It is when the task is approved and has had time to show its outcome.
 * It also is when the task was found by its number, and so may be an earlier call's.
 */
function isLookedFor({ status, taskId }: Operation, answer: Answer): boolean {
  const late = status === OperationStatus.approved || status === OperationStatus.timedOut;
  return (isApproved(answer) && late) || (taskId === null && answer.finding.kind === 'pending');
}

function isApproved({ finding }: Answer): boolean {
  return finding.kind === 'pending' && finding.status === 'approved';
}

/**
 * What the task says stands, unless the buy proves more.
 * @param named the buy that the task itself names; undefined when the buy was found by our number
 */
function merged(ofTask: Answer, ofBuy: Answer, named: string | undefined): Answer {
  if (!provesMore(ofTask, ofBuy)) return ofTask;
  return named === undefined ? withFoundBuy(ofTask, ofBuy) : { ...ofTask, ...ofBuy };
}

/**
 * The answer when the list shows no task as the operation's. A task that the list may hide is not gone. Tasks in the list
 * may lack the `po_number`; then the buy may name the task that it waits for.
 */
function ofBuyAlone(operation: Operation, { answer: ofBuy, taskId }: BuyEvidence, tasks: PendingTasks): Answer {
  const named = taskId === undefined || operation.taskId !== null ? undefined : tasks.byId.get(taskId);
  if (taskId !== undefined && named !== undefined && mayBeOf(operation, named)) return { ...ofBuy, taskId };
  const hidden = tasks.truncated || tasks.fault !== null;
  if (ofBuy.finding.kind === 'no_evidence' && hidden && operation.taskId !== null) {
    return failedAsk(tasks.reply, tasks.fault ?? notAllShown(tasks));
  }
  return ofBuy;
}

/**
 * Whether the buy proves more than the task. A bad end beside a waiting task does not: it may belong to an earlier
 * request with the same number.
 */
function provesMore(ofTask: Answer, { finding }: Answer): boolean {
  return finding.kind === 'settled' && (isApproved(ofTask) || !endsBadly(finding.outcome));
}

function notAllShown(tasks: PendingTasks): SellerFault {
  return {
    code: 'SELLER_LIST_INCOMPLETE',
    message: `the seller shows ${tasks.all.length} tasks and says that it has more: this task may be among those not shown`,
    recovery: 'transient',
    action: 'retry',
    executed: 'no',
    origin: 'tool',
    unauthorized: false,
  };
}
