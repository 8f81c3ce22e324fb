import {
  SpanKind,
  addTraceHeaders,
  beginOperation,
  describeSpan,
  inBatch,
  inFirstLeg,
  inLeg,
  inStep,
  noteOnSpan,
  senderSpan,
  spanUnderWay,
  traceUnderWay,
} from '@adcp-orchestrator/platform/tracing';

const operation = {
  id: '01938d5c-7d4e-7a61-8f00-0123456789ab',
  tenantId: 't',
  sellerId: 's',
  type: 'create_media_buy',
};
const headers: Record<string, string> = {};
const nothing = (): Promise<void> => Promise.resolve();
const attributes = (): Record<string, string> => ({});

const RUNS = 20_000;
/** An operation that is alone in every batch, turn and poll makes each of these calls at most so often. */
const STEPS = 8;
const BATCHES = 14;
const LINES = 12;

/** What an operation asks of tracing from its request to its second notification. */
async function oneOperation(): Promise<void> {
  senderSpan(headers);
  await inFirstLeg(operation.id, () => ({ name: 'request' }), nothing);
  beginOperation(operation);
  for (let leg = 0; leg < 5; leg += 1) await inLeg(() => ({ name: 'leg', operations: [operation] }), nothing);
  for (let step = 0; step < STEPS; step += 1) {
    await inStep('step', SpanKind.CLIENT, attributes, nothing);
    addTraceHeaders(headers);
    describeSpan(attributes);
    noteOnSpan('note', attributes);
  }
  for (let batch = 0; batch < BATCHES; batch += 1) await inBatch('batch', [spanUnderWay()], nothing);
  for (let line = 0; line < LINES; line += 1) traceUnderWay();
}

/**
 * @returns what tracing costs an operation while it is off, in microseconds of CPU: the least of seven measurements, with
 *   the awaiting of work that does nothing
 */
export async function costWhenOff(): Promise<number> {
  const costs: number[] = [];
  for (let turn = 0; turn < 7; turn += 1) {
    costs.push((await cpuOfRuns(oneOperation)) / RUNS);
  }
  return Math.min(...costs);
}

async function cpuOfRuns(run: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  for (let each = 0; each < RUNS; each += 1) await run();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}
