import { MetricName as M } from '@adcp-orchestrator/platform';
import { dashboardOf, graph } from './panels';

const chosen = 'tenant=~"$tenant", seller=~"$seller"';
const whose = `{${chosen}}`;

/** How each publisher answers. */
export const publishers = dashboardOf({
  uid: 'ado-publishers',
  title: 'AdCP Orchestrator: publishers',
  description: 'How publishers answer: calls, errors, circuits, webhooks, approvals.',
  choices: [
    { label: 'tenant', of: M.sellerCalls },
    { label: 'seller', of: M.sellerCalls },
  ],
  rows: [
    {
      title: 'Calls',
      panels: [
        graph({
          title: 'Answers',
          description: 'Answers about operations, by publisher.',
          unit: 'ops',
          queries: [[`sum by (tenant, seller) (rate(${M.sellerCalls}${whose}[$__rate_interval]))`, '{{seller}}']],
        }),
        graph({
          title: 'Errors',
          description: 'Errors by publisher and code.',
          unit: 'ops',
          queries: [
            [`sum by (seller, code) (rate(${M.sellerErrors}${whose}[$__rate_interval]))`, '{{seller}} {{code}}'],
          ],
        }),
        graph({
          title: 'Share of calls that fail',
          description: 'Over a quarter of an hour. Above a quarter there is an alert.',
          unit: 'percentunit',
          queries: [
            [
              `sum by (tenant, seller) (increase(${M.sellerErrors}${whose}[15m])) / sum by (tenant, seller) (increase(${M.sellerCalls}${whose}[15m]))`,
              '{{seller}}',
            ],
          ],
        }),
        graph({
          title: 'Duration of calls, 95th percentile',
          description: 'By publisher and why it was asked.',
          unit: 's',
          queries: [
            [
              `histogram_quantile(0.95, sum by (le, seller, source) (rate(${M.sellerCallSeconds}_bucket${whose}[$__rate_interval])))`,
              '{{seller}} {{source}}',
            ],
          ],
        }),
        graph({
          title: 'Circuits that are not closed',
          description: '1: calls are held back, and a single one tries now and then.',
          unit: 'short',
          queries: [
            [`max by (tenant, seller, state) (${M.sellerCircuit}{${chosen}, state!="closed"})`, '{{seller}} {{state}}'],
          ],
        }),
        graph({
          title: 'Waiting for paused publishers',
          description: 'Operations that are sent when somebody ends the pause.',
          unit: 'short',
          queries: [[`max by (tenant, seller) (${M.pausedOperations}${whose})`, '{{seller}}']],
        }),
      ],
    },
    {
      title: 'What they say',
      panels: [
        graph({
          title: 'Accepted, rejected, timed out',
          description: 'Operations of the last hour.',
          unit: 'short',
          queries: [
            [`sum by (seller) (increase(${M.acceptedOperations}${whose}[1h]))`, '{{seller}} accepted'],
            [`sum by (seller) (increase(${M.rejections}${whose}[1h]))`, '{{seller}} rejected'],
            [`sum by (seller) (increase(${M.timeouts}${whose}[1h]))`, '{{seller}} timed out'],
          ],
        }),
        graph({
          title: 'Time to approve, nine in ten',
          description: 'By publisher, over six hours.',
          unit: 's',
          queries: [
            [
              `histogram_quantile(0.9, sum by (le, seller) (rate(${M.approvalSeconds}_bucket${whose}[6h])))`,
              '{{seller}}',
            ],
          ],
        }),
        graph({
          title: 'Webhooks',
          description:
            'By publisher and our answer. 401: no proof of the sender; 422: no envelope of AdCP; 429: too many.',
          unit: 'ops',
          queries: [
            [
              `sum by (seller, status) (rate(${M.webhooksReceived}${whose}[$__rate_interval]))`,
              '{{seller}} {{status}}',
            ],
          ],
        }),
        graph({
          title: 'Words that need somebody',
          description:
            'Contradictions, unknown status words, and webhooks in another mode than was agreed, in an hour.',
          unit: 'short',
          queries: [
            [`sum by (seller) (increase(${M.conflicts}${whose}[1h]))`, '{{seller}} contradicts itself'],
            [`sum by (seller) (increase(${M.unknownWords}${whose}[1h]))`, '{{seller}} unknown word'],
            [`sum by (seller) (increase(${M.webhookModeMismatches}${whose}[1h]))`, '{{seller}} webhook mode'],
          ],
        }),
        graph({
          title: 'Orphan tasks',
          description: 'Open tasks at the publisher that belong to no operation of ours.',
          unit: 'short',
          queries: [[`max by (tenant, seller) (${M.orphanTasks}${whose})`, '{{seller}}']],
        }),
        graph({
          title: 'Ageing',
          description: 'Operations that wait longer than is usual for the publisher.',
          unit: 'short',
          queries: [[`max by (tenant, seller) (${M.ageingOperations}${whose})`, '{{seller}}']],
        }),
      ],
    },
  ],
});
