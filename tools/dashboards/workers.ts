import { MetricName as M } from '@adcp-orchestrator/platform';
import { dashboardOf, graph } from './panels';

const app = '{app=~"$app"}';

/** Whether the work is being done, and by whom. */
export const workers = dashboardOf({
  uid: 'ado-workers',
  title: 'AdCP Orchestrator: workers',
  description: 'Whether work is left lying, whether hints arrive, and how the processes and their database are.',
  choices: [{ label: 'app', of: M.buildInfo }],
  rows: [
    {
      title: 'Work',
      panels: [
        graph({
          title: 'Age of the oldest due work',
          description: 'Seconds are right. Of poll it is the poll lag.',
          unit: 's',
          queries: [[`max by (kind) (${M.overdueAge})`, '{{kind}}']],
        }),
        graph({
          title: 'Due work',
          description: 'Rows that are due and not yet worked on.',
          unit: 'short',
          queries: [[`max by (kind) (${M.overdueRows})`, '{{kind}}']],
        }),
        graph({
          title: 'Under way',
          description: 'Calls to publishers, and deliveries.',
          unit: 'short',
          queries: [
            [`sum by (app) (${M.callsInFlight}${app})`, '{{app}} calls'],
            [`sum by (app) (${M.deliveriesInFlight}${app})`, '{{app}} deliveries'],
          ],
        }),
        graph({
          title: 'Hints',
          description: 'Sent and handled, by kind and result. Dropped ones are found by the sweep.',
          unit: 'ops',
          queries: [
            [`sum by (kind, result) (rate(${M.hintsSent}[$__rate_interval]))`, '{{kind}} {{result}}'],
            [`sum by (kind, result) (rate(${M.hintsHandled}[$__rate_interval]))`, '{{kind}} {{result}}'],
          ],
        }),
        graph({
          title: 'Lost hints, and failed sweeps',
          description: 'What only a sweep found, in ten minutes; and sweeps that failed.',
          unit: 'short',
          queries: [
            [`sum by (sweep) (increase(${M.sweepFindings}[10m]))`, '{{sweep}} found'],
            [`sum by (sweep) (increase(${M.sweeps}{result="failed"}[10m]))`, '{{sweep}} failed'],
          ],
        }),
        graph({
          title: 'Takeovers',
          description: 'Work taken over from workers whose lease had run out, in ten minutes.',
          unit: 'short',
          queries: [[`sum by (kind) (increase(${M.leaseTakeovers}[10m]))`, '{{kind}}']],
        }),
        graph({
          title: 'Queues',
          description: 'Jobs by queue and state. Jobs are hints; the work itself is in the rows.',
          unit: 'short',
          queries: [[`max by (queue, state) (${M.queueJobs})`, '{{queue}} {{state}}']],
        }),
        graph({
          title: 'Notifications',
          description: 'Attempts by channel and result.',
          unit: 'ops',
          queries: [
            [`sum by (channel, result) (rate(${M.deliveryAttempts}[$__rate_interval]))`, '{{channel}} {{result}}'],
          ],
        }),
        graph({
          title: 'Duration of attempts to notify, 95th percentile',
          description: 'By channel.',
          unit: 's',
          queries: [
            [
              `histogram_quantile(0.95, sum by (le, channel) (rate(${M.deliveryAttemptSeconds}_bucket[$__rate_interval])))`,
              '{{channel}}',
            ],
          ],
        }),
        graph({
          title: 'Notifications that came to an end',
          description: 'Delivered, or given up as dead, in ten minutes.',
          unit: 'short',
          queries: [[`sum by (channel, outcome) (increase(${M.deliveries}[10m]))`, '{{channel}} {{outcome}}']],
        }),
      ],
    },
    {
      title: 'Processes',
      panels: [
        graph({
          title: 'Checks that are not ok',
          description: 'By process. /readyz of the process says what to do.',
          unit: 'short',
          queries: [
            [`sum by (app, check, status) (${M.readiness}{app=~"$app", status!="ok"})`, '{{app}} {{check}} {{status}}'],
          ],
        }),
        graph({
          title: 'Builds',
          description: 'How many processes run which build.',
          unit: 'short',
          queries: [[`count by (app, version, commit) (${M.buildInfo}${app})`, '{{app}} {{version}} {{commit}}']],
        }),
        graph({
          title: 'Event-loop lag, 99th percentile',
          description: 'For how long a process stood still. Half a second is an alert.',
          unit: 's',
          queries: [[`max by (app, instance) (nodejs_eventloop_lag_p99_seconds${app})`, '{{app}} {{instance}}']],
        }),
        graph({
          title: 'Memory',
          description: 'Resident, by process. Flat is right.',
          unit: 'bytes',
          queries: [[`max by (app, instance) (process_resident_memory_bytes${app})`, '{{app}} {{instance}}']],
        }),
        graph({
          title: 'CPU',
          description: 'Cores, by process.',
          unit: 'short',
          queries: [
            [
              `sum by (app, instance) (rate(process_cpu_seconds_total${app}[$__rate_interval]))`,
              '{{app}} {{instance}}',
            ],
          ],
        }),
        graph({
          title: 'Keys of before a rotation',
          description: 'Above 0: a rotation of CREDENTIALS_KEY is not over.',
          unit: 'short',
          queries: [[`max by (app) (${M.previousCredentialsKeys}${app})`, '{{app}}']],
        }),
      ],
    },
    {
      title: 'Connections to Postgres',
      panels: [
        graph({
          title: 'Connections',
          description: 'Used of each pool, and how many it may have.',
          unit: 'short',
          queries: [
            [
              `max by (app, instance) (${M.databaseConnections}{app=~"$app", state="used"})`,
              '{{app}} {{instance}} used',
            ],
            [`max by (app) (${M.databaseConnectionsMost}${app})`, '{{app}} at most'],
          ],
        }),
        graph({
          title: 'Waiting for a connection',
          description: 'Who waits now, and who got none within five seconds.',
          unit: 'short',
          queries: [
            [`max by (app, instance) (${M.databaseWaiting}${app})`, '{{app}} {{instance}} waiting'],
            [
              `sum by (app, instance) (increase(${M.databaseAcquireTimeouts}${app}[10m]))`,
              '{{app}} {{instance}} gave up',
            ],
          ],
        }),
      ],
    },
  ],
});
