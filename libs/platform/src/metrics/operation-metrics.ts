import {
  type Decision,
  type Finding,
  type Observation,
  ObservationSource,
  type Operation,
  type OperationStatus,
  isHeldBack,
  isSettled,
} from '@adcp-orchestrator/domain';
import { Counter, Histogram, type Registry } from 'prom-client';
import { MetricName } from './metric-names';

/** What the gate tells of each observation after its commit. */
export interface ObservedFacts {
  observation: Observation;
  decision: Decision | null;
  operation: Operation | null;
}

const APPROVAL_BUCKETS = [1, 10, 60, 300, 900, 3_600, 7_200, 14_400, 28_800, 86_400, 172_800];
const CALL_BUCKETS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];
/**
 * Sellers choose these codes. What does not look like a code, and every code beyond the limit, is counted as one:
 * labels stay bounded.
 */
const CODE = /^[A-Za-z0-9_-]{1,64}$/;
const MAX_CODES = 200;
const OTHER = 'OTHER';

const wellSettled: readonly OperationStatus[] = ['created', 'active', 'completed'];
const sellerSources: readonly ObservationSource[] = ['response', 'poll', 'reconcile'];

/**
 * The guide's metrics that are events: approval time, rejections, timeouts, API errors (guide, Monitoring and
 * Alerting). The fifth, pending by type, is a count of rows and is read from the database.
 * @returns the callback for `LedgerOptions.onObserved`
 */
export function createOperationMetrics(registry: Registry): (observed: ObservedFacts) => void {
  const registers = [registry];
  // Two tenants may give their sellers the same id.
  const labelNames = ['tenant', 'seller', 'type'] as const;
  const approvals = new Histogram({
    name: MetricName.approvalSeconds,
    help: 'How long publishers took to approve what they have approved, in seconds',
    labelNames,
    buckets: APPROVAL_BUCKETS,
    registers,
  });
  const settled = new Counter({
    name: MetricName.settledOperations,
    help: 'Operations that ended, by status',
    labelNames: [...labelNames, 'status'],
    registers,
  });
  const rejections = new Counter({
    name: MetricName.rejections,
    help: 'Operations that publishers rejected',
    labelNames,
    registers,
  });
  const timeouts = new Counter({
    name: MetricName.timeouts,
    help: 'Operations whose deadline passed with no outcome, or before they could be sent',
    labelNames,
    registers,
  });
  const errors = new Counter({
    name: MetricName.sellerErrors,
    help: 'Errors of sellers, by code',
    labelNames: [...labelNames, 'code'],
    registers,
  });
  const unknownWords = new Counter({
    name: MetricName.unknownWords,
    help: 'Status words of sellers that no table knows; the operation keeps its state, and its timeline has the word',
    labelNames,
    registers,
  });
  const conflicts = new Counter({
    name: MetricName.conflicts,
    help: 'Words of sellers that contradict what they had said before of the same operation, or of another one; its timeline has both',
    labelNames,
    registers,
  });
  const calls = new Counter({
    name: MetricName.sellerCalls,
    help: 'Answers of sellers about operations; the error rate is seller_errors_total over this',
    labelNames: [...labelNames, 'source'],
    registers,
  });
  const durations = new Histogram({
    name: MetricName.sellerCallSeconds,
    help: 'Duration of calls to sellers, in seconds',
    labelNames: ['tenant', 'seller', 'source'],
    buckets: CALL_BUCKETS,
    registers,
  });
  const codes = new Set<string>();

  function knownCode(code: string): string {
    if (!CODE.test(code) || (!codes.has(code) && codes.size >= MAX_CODES)) return OTHER;
    codes.add(code);
    return code;
  }

  return ({ observation, decision, operation }) => {
    if (operation === null) return;
    const whose = { tenant: operation.tenantId, seller: operation.sellerId };
    const labels = { ...whose, type: operation.type };
    // We held this call back. It is no call at the seller, and no error of the seller's.
    if (sellerSources.includes(observation.source) && !wasHeldBack(observation.finding)) {
      calls.inc({ ...labels, source: observation.source });
      const code = errorCodeOf(observation.finding);
      if (code !== null) errors.inc({ ...labels, code: knownCode(code) });
      if (observation.durationMs !== undefined) {
        durations.observe({ ...whose, source: observation.source }, observation.durationMs / 1000);
      }
    }
    if (observation.finding.kind === 'unknown_word') unknownWords.inc(labels);
    if (decision?.verdict === 'conflict') conflicts.inc(labels);
    if (decision?.verdict !== 'transitions') return;
    const [first] = decision.to;
    if (first === 'timed_out' || operation.outcome?.error?.code === 'DEADLINE_BEFORE_SUBMISSION') timeouts.inc(labels);
    if (first === 'rejected') rejections.inc(labels);
    // From `created` to `active` is not a second end.
    if (first === undefined || first === 'active' || !isSettled(first)) return;
    settled.inc({ ...labels, status: first });
    if (operation.approvalSeconds !== null && wellSettled.includes(first)) {
      approvals.observe(labels, operation.approvalSeconds);
    }
  };
}

function wasHeldBack(finding: Finding): boolean {
  return 'error' in finding && isHeldBack(finding.error.code);
}

function errorCodeOf(finding: Finding): string | null {
  if ('error' in finding) return finding.error.code;
  // A rejection is the publisher's answer, not an error.
  return finding.kind === 'settled' && finding.outcome.status === 'failed'
    ? (finding.outcome.error?.code ?? null)
    : null;
}
