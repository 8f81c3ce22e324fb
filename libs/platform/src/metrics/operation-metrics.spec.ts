import type { Decision, Finding, ObservationSource, Operation } from '@adcp-orchestrator/domain';
import { Registry } from 'prom-client';
import { createOperationMetrics } from './operation-metrics';

const at = (seconds: number): Date => new Date(Date.UTC(2026, 2, 2) + seconds * 1000);

const operation: Operation = {
  id: 'o1',
  tenantId: 't1',
  sellerId: 'acme',
  dialect: 'hitl-v1',
  type: 'create_media_buy',
  status: 'created',
  statusSince: at(0),
  sellerStatus: null,
  sellerTaskStatus: null,
  message: null,
  taskId: null,
  pendingMediaBuyId: null,
  contextId: null,
  poNumber: null,
  holdsPoNumber: true,
  userId: null,
  summary: { totalBudget: null, start: null, end: null, packages: null, brand: null },
  account: null,
  buyerRef: null,
  outcome: null,
  outcomeFingerprint: null,
  error: null,
  requestKey: 'key',
  calls: [],
  pollAttempt: 0,
  dueKind: null,
  dueAt: null,
  deadlineAt: at(86_400),
  deadlineSeconds: 86_400,
  deadlinePassedAt: null,
  deadlineWarnedFor: null,
  overdueAt: null,
  overdue: false,
  pendingSince: at(0),
  approvalSeconds: 7_200,
  attention: null,
  acknowledged: null,
  late: false,
  conflicts: 0,
  lastConflict: null,
  retryOf: null,
  repeatsDoubt: false,
  cancelRequestedAt: null,
  eventSequence: 0,
  version: 1,
  createdAt: at(0),
  updatedAt: at(0),
  settledAt: at(7_200),
};

async function samplesAfter(
  ...observed: {
    finding: Finding;
    source?: ObservationSource;
    to?: Extract<Decision, { verdict: 'transitions' }>['to'];
  }[]
): Promise<string> {
  const registry = new Registry();
  const tell = createOperationMetrics(registry);
  for (const { finding, source = 'poll', to } of observed) {
    tell({
      observation: { tenantId: 't1', operationId: 'o1', source, receivedAt: at(7_200), finding, durationMs: 30 },
      decision:
        to === undefined ? { verdict: 'unchanged', reason: '' } : { verdict: 'transitions', to, patch: {}, reason: '' },
      operation,
    });
  }
  return registry.metrics();
}

const created: Finding = { kind: 'settled', outcome: { status: 'created', mediaBuyId: 'mb' } };

describe('the metrics of operations', () => {
  it('measure how long an approval took, once', async () => {
    const text = await samplesAfter(
      { finding: created, to: ['created', 'active'] },
      { finding: created, to: ['active'] },
    );
    expect(text).toContain(
      'adcp_orchestrator_approval_seconds_sum{tenant="t1",seller="acme",type="create_media_buy"} 7200',
    );
    expect(text).toContain(
      'adcp_orchestrator_approval_seconds_count{tenant="t1",seller="acme",type="create_media_buy"} 1',
    );
  });

  it('count rejections and timeouts, and neither as an error of the seller', async () => {
    const text = await samplesAfter(
      {
        finding: {
          kind: 'settled',
          outcome: { status: 'rejected', error: { code: 'REJECTED', message: 'no', recovery: null } },
        },
        to: ['rejected'],
      },
      { finding: { kind: 'deadline_passed' }, source: 'timer', to: ['timed_out'] },
    );
    expect(text).toContain('adcp_orchestrator_rejections_total{tenant="t1",seller="acme",type="create_media_buy"} 1');
    expect(text).toContain('adcp_orchestrator_timeouts_total{tenant="t1",seller="acme",type="create_media_buy"} 1');
    expect(text).not.toContain('adcp_orchestrator_seller_errors_total{');
  });

  it('count status words that no table knows, each time that they are heard', async () => {
    const said: Finding = { kind: 'unknown_word', word: 'percolating' };
    const text = await samplesAfter({ finding: said, to: [] }, { finding: said });
    expect(text).toContain(
      'adcp_orchestrator_unknown_words_total{tenant="t1",seller="acme",type="create_media_buy"} 2',
    );
  });

  it('count errors by code, and words that are no code together', async () => {
    const error = (code: string): Finding => ({ kind: 'ask_failed', error: { code, message: '', recovery: null } });
    const text = await samplesAfter({ finding: error('RATE_LIMITED') }, { finding: error('oh no "quotes"') });
    expect(text).toContain('code="RATE_LIMITED"} 1');
    expect(text).toContain('code="OTHER"} 1');
  });

  it('tell the sellers of two tenants apart, in every metric that names a seller', async () => {
    const registry = new Registry();
    const tell = createOperationMetrics(registry);
    for (const tenantId of ['t1', 't2']) {
      const learned = { tenantId, operationId: 'o1', source: 'poll', receivedAt: at(7_200), durationMs: 30 } as const;
      const failed: Finding = { kind: 'ask_failed', error: { code: 'BUSY', message: '', recovery: null } };
      for (const [finding, to] of [
        [failed, []],
        [{ kind: 'unknown_word', word: 'percolating' }, []],
        [created, ['created']],
        [created, ['rejected']],
        [created, ['timed_out']],
      ] as [Finding, Extract<Decision, { verdict: 'transitions' }>['to']][]) {
        tell({
          observation: { ...learned, finding },
          decision: { verdict: 'transitions', to, patch: {}, reason: '' },
          operation: { ...operation, tenantId },
        });
      }
      tell({
        observation: { ...learned, finding: created },
        decision: { verdict: 'conflict', reason: 'it was rejected' },
        operation: { ...operation, tenantId },
      });
    }
    const metrics = await registry.getMetricsAsJSON();
    expect(metrics.length).toBeGreaterThan(6);
    for (const { name, values } of metrics) {
      const labels = values.map(({ labels: each }) => each as Record<string, string>);
      const tenants = new Set(labels.filter(({ seller }) => seller === 'acme').map(({ tenant }) => tenant));
      expect([name, [...tenants].sort()]).toEqual([name, ['t1', 't2']]);
    }
  });
});
