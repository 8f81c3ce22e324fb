import { MetricName as M } from '@adcp-orchestrator/platform';
import { dashboardOf, graph, number } from './panels';

const route = '{route=~"$route"}';
const rate = (labels: string): string => `rate(${M.httpRequests}{${labels}}[$__rate_interval])`;

/** How the API answers. */
export const api = dashboardOf({
  uid: 'ado-api',
  title: 'AdCP Orchestrator: API',
  description: 'How the API answers desks, sellers with webhooks, and readers of events.',
  choices: [{ label: 'route', of: M.httpRequests }],
  rows: [
    {
      title: 'Now',
      panels: [
        number({
          title: 'Requests a second',
          description: 'Of all routes that are chosen.',
          unit: 'reqps',
          queries: [[`sum(${rate('route=~"$route"')}) or vector(0)`, 'requests']],
        }),
        number({
          title: 'Errors of ours',
          description: 'The share answered 5xx. More than one in a hundred is an alert.',
          unit: 'percentunit',
          queries: [
            [`(sum(${rate('route=~"$route", status=~"5.."')}) or vector(0)) / sum(${rate('route=~"$route"')})`, '5xx'],
          ],
        }),
        number({
          title: 'Readers of events',
          description: 'Streams of events that are open.',
          unit: 'short',
          queries: [[`sum(${M.eventStreams})`, 'streams']],
        }),
        number({
          title: 'Next API key ends in',
          description: 'Of all tenants. Two weeks before there is an alert.',
          unit: 's',
          queries: [[`min(${M.apiKeyEndsIn})`, 'key']],
        }),
      ],
    },
    {
      title: 'Requests',
      panels: [
        graph({
          title: 'By status',
          description: 'Requests a second.',
          unit: 'reqps',
          queries: [[`sum by (status) (${rate('route=~"$route"')})`, '{{status}}']],
        }),
        graph({
          title: 'By route',
          description: 'Requests a second, the ten busiest. "unmatched" is what no route serves.',
          unit: 'reqps',
          queries: [[`topk(10, sum by (method, route) (${rate('route=~"$route"')}))`, '{{method}} {{route}}']],
        }),
        graph({
          title: 'Errors of ours by route',
          description: 'Answers 5xx a second.',
          unit: 'reqps',
          queries: [
            [
              `sum by (method, route, status) (${rate('route=~"$route", status=~"5.."')})`,
              '{{method}} {{route}} {{status}}',
            ],
          ],
        }),
        graph({
          title: 'Duration, 99th percentile',
          description: 'By route, the ten slowest.',
          unit: 's',
          queries: [
            [
              `topk(10, histogram_quantile(0.99, sum by (le, method, route) (rate(${M.httpRequestSeconds}_bucket${route}[$__rate_interval]))))`,
              '{{method}} {{route}}',
            ],
          ],
        }),
        graph({
          title: 'Operations handed over: duration',
          description: 'Of POST /v1/operations.',
          unit: 's',
          queries: [0.5, 0.95, 0.99].map((quantile) => [
            `histogram_quantile(${quantile}, sum by (le) (rate(${M.httpRequestSeconds}_bucket{method="POST", route="/v1/operations"}[$__rate_interval])))`,
            `${quantile * 100} %`,
          ]),
        }),
        graph({
          title: 'Turned away by limits',
          description: 'Answers 429 a second: of a key, a tenant, or an address with unknown keys.',
          unit: 'reqps',
          queries: [
            [`sum by (scope) (rate(${M.requestsLimited}[$__rate_interval]))`, '{{scope}}'],
            [`sum(rate(${M.requestLimitsAway}[$__rate_interval]))`, 'not counted'],
          ],
        }),
      ],
    },
    {
      title: 'Streams and webhooks',
      panels: [
        graph({
          title: 'Streams of events',
          description: 'Open ones by process.',
          unit: 'short',
          queries: [[`sum by (instance) (${M.eventStreams})`, '{{instance}}']],
        }),
        graph({
          title: 'Streams that we ended',
          description: 'By reason, in ten minutes: slow readers, deleted keys, a process that stops.',
          unit: 'short',
          queries: [[`sum by (reason) (increase(${M.eventStreamsEnded}[10m]))`, '{{reason}}']],
        }),
        graph({
          title: 'Webhooks of sellers',
          description: 'By the status of our answer.',
          unit: 'ops',
          queries: [[`sum by (status) (rate(${M.webhooksReceived}[$__rate_interval]))`, '{{status}}']],
        }),
      ],
    },
  ],
});
