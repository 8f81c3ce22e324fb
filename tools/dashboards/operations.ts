import { MetricName as M } from '@adcp-orchestrator/platform';
import { dashboardOf, graph, number } from './panels';

const tenant = '{tenant=~"$tenant"}';

/** What became of what desks handed over. */
export const operations = dashboardOf({
  uid: 'ado-operations',
  title: 'AdCP Orchestrator: operations',
  description: 'What desks hand over, what waits, what needs a person, and how it ends.',
  choices: [{ label: 'tenant', of: M.acceptedOperations }],
  rows: [
    {
      title: 'What needs a person',
      panels: [
        number({
          title: 'In doubt',
          description: 'It cannot be proved whether a publisher executed these. Each needs a person now.',
          unit: 'short',
          queries: [
            [
              `sum(max by (tenant, type) (${M.attentionOperations}{tenant=~"$tenant", reason="in_doubt"})) or vector(0)`,
              'in doubt',
            ],
          ],
        }),
        number({
          title: 'Other operations that need a person',
          description: 'Each says in "attention" what to do.',
          unit: 'short',
          queries: [
            [
              `sum(max by (tenant, type, reason) (${M.attentionOperations}{tenant=~"$tenant", reason!="in_doubt"})) or vector(0)`,
              'others',
            ],
          ],
        }),
        number({
          title: 'Longest wait for a person',
          description: 'For how long the oldest of them has needed somebody.',
          unit: 's',
          queries: [[`max(${M.attentionAge}${tenant}) or vector(0)`, 'oldest']],
        }),
        number({
          title: 'Contradictions in a day',
          description: 'Words of publishers that contradict what they had said before. The timeline has both.',
          unit: 'short',
          queries: [[`sum(increase(${M.conflicts}${tenant}[1d])) or vector(0)`, 'contradictions']],
        }),
        graph({
          title: 'By reason',
          description: 'Operations that need a person, by reason.',
          unit: 'short',
          queries: [
            [`sum by (reason) (max by (tenant, type, reason) (${M.attentionOperations}${tenant}))`, '{{reason}}'],
          ],
        }),
        graph({
          title: 'Ageing',
          description: 'Operations that wait for their publisher longer than is usual for it, by publisher.',
          unit: 'short',
          queries: [[`topk(10, max by (tenant, seller) (${M.ageingOperations}${tenant}))`, '{{seller}}']],
        }),
      ],
    },
    {
      title: 'From the desk to the end',
      panels: [
        graph({
          title: 'Accepted',
          description: 'Operations that desks handed over, by type.',
          unit: 'ops',
          queries: [[`sum by (type) (rate(${M.acceptedOperations}${tenant}[$__rate_interval]))`, '{{type}}']],
        }),
        graph({
          title: 'Ended',
          description: 'Operations that ended, by status.',
          unit: 'ops',
          queries: [[`sum by (status) (rate(${M.settledOperations}${tenant}[$__rate_interval]))`, '{{status}}']],
        }),
        graph({
          title: 'Pending',
          description: 'Operations that wait for their publisher, of all tenants, by status.',
          unit: 'short',
          queries: [[`sum by (status) (max by (type, status) (${M.pendingOperations}))`, '{{status}}']],
        }),
        graph({
          title: 'Time to approve',
          description: 'Half of the approvals, and nine in ten, took no longer than this.',
          unit: 's',
          queries: [
            [`histogram_quantile(0.5, sum by (le) (rate(${M.approvalSeconds}_bucket${tenant}[1h])))`, 'half'],
            [`histogram_quantile(0.9, sum by (le) (rate(${M.approvalSeconds}_bucket${tenant}[1h])))`, 'nine in ten'],
          ],
        }),
        graph({
          title: 'Rejected, and timed out',
          description:
            'The share of what ended that publishers rejected, and that got no outcome by its deadline, over six hours.',
          unit: 'percentunit',
          queries: [
            [
              `sum(increase(${M.rejections}${tenant}[6h])) / sum(increase(${M.settledOperations}${tenant}[6h]))`,
              'rejected',
            ],
            [
              `sum(increase(${M.timeouts}${tenant}[6h])) / sum(increase(${M.settledOperations}${tenant}[6h]))`,
              'timed out',
            ],
          ],
        }),
        graph({
          title: 'Notifications given up',
          description: 'Dead letters that nobody has sent again, by tenant.',
          unit: 'short',
          queries: [[`max by (tenant) (${M.deadDeliveries}${tenant})`, '{{tenant}}']],
        }),
      ],
    },
  ],
});
