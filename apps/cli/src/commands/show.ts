import type { Command } from 'commander';
import type { components } from '@adcp-orchestrator/client';
import { answered } from '../connection/answered';
import type { Context } from '../context';
import { type ReadOperation, findOperation } from '../find-operation';
import { examples } from '../options/examples';
import { distance, instant } from '../output/moment';
import type { Output } from '../output/output';
import type { Cell, Column } from '../output/table';
import { readPages } from '../paging';
import { money } from '../words';
import { deliveryColumns } from './delivery-columns';

type TimelineEntry = components['schemas']['TimelineEntry'];
type Delivery = components['schemas']['Delivery'];

interface Shown {
  operation: ReadOperation;
  timeline: { items: TimelineEntry[]; hasMore: boolean };
  deliveries: { items: Delivery[]; hasMore: boolean };
}

const MOST_LINES = 1_000;

const timelineColumns: readonly Column<TimelineEntry>[] = [
  { name: 'at', of: ({ at }) => instant(at) },
  { name: 'kind', of: ({ kind }) => kind },
  { name: 'source', of: ({ source }) => source },
  {
    name: 'status',
    of: ({ from_status: from, to_status: to }) => (to === null || from === to ? to : `${from ?? ''} > ${to}`),
  },
  { name: 'actor', of: ({ actor }) => actor },
  { name: 'http', of: ({ http_status: status }) => status },
  { name: 'what', of: wordsOf, isLong: true },
];

export function addShow(program: Command, context: Context): void {
  program
    .command('show')
    .description('one operation: what it is, what happened to it, and who was told')
    .argument('<operation>', 'its id, the beginning or end of it, its po_number, media buy id or task id')
    .option('--request', 'also what the desk asked for, and what the seller answered')
    .addHelpText(
      'after',
      examples(['ado show PO-1', 'ado show 6d0a5b3f0c11', 'ado show PO-1 --json | jq .operation.status']),
    )
    .action(async (reference: string, { request }: { request?: true }) => {
      const shown = await read(context, reference);
      const { operation, timeline, deliveries } = shown;
      const { out } = context;
      out.answer({ operation, timeline: timeline.items, deliveries: deliveries.items }, () => {
        draw(out, shown, context.world.now(), request === true);
      });
      for (const [what, { hasMore }] of Object.entries({ timeline, deliveries })) {
        if (hasMore) out.remark(`Of the ${what} only the first ${MOST_LINES} are shown.`);
      }
    });
}

async function read(context: Context, reference: string): Promise<Shown> {
  const client = await context.client();
  const operation = await findOperation(client, reference);
  const { id } = operation;
  const [timeline, deliveries] = await Promise.all([
    readPages(MOST_LINES, (query) =>
      answered(client.GET('/v1/operations/{id}/timeline', { params: { path: { id }, query } })),
    ),
    readPages(MOST_LINES, (page) =>
      answered(client.GET('/v1/deliveries', { params: { query: { operation_id: id, ...page } } })),
    ),
  ]);
  return { operation, timeline, deliveries };
}

function draw(out: Output, { operation, timeline, deliveries }: Shown, now: Date, whole: boolean): void {
  const { type, seller_id: seller, status, attention } = operation;
  const title = `${type} at ${seller}: ${status}`;
  out.line(out.paint('bold', title));
  for (const [name, value] of factsOf(operation, now)) {
    if (value !== null && value !== undefined && value !== '') {
      out.line(`  ${name.padEnd(16)} ${out.plain(String(value))}`);
    }
  }
  if (attention !== null) {
    out.line();
    out.line(out.paint('yellow', `Needs a person: ${attention.reason}, ${distance(attention.since, now)}`));
    out.line(`  ${out.plain(attention.what_to_do)}`);
    if (attention.assignee !== null)
      out.line(`  ${out.plain(`${attention.assignee} looks after it. ${attention.note ?? ''}`)}`);
  }
  if (whole) {
    for (const [name, value] of [
      ['Request', operation.request],
      ['Result', operation.result],
    ] as const) {
      if (value === null || value === undefined) continue;
      section(out, name);
      // Of JSON the other control characters are escaped already.
      out.line(JSON.stringify(value, null, 2).replace(/[\u007f-\u009f]/g, '·'));
    }
  }
  section(out, 'Timeline');
  out.table(timelineColumns, timeline.items);
  section(out, 'Notifications');
  if (deliveries.items.length === 0) out.line('nobody was to be told');
  else out.table(deliveryColumns, deliveries.items);
}

function section(out: Output, name: string): void {
  out.line();
  out.line(out.paint('bold', name));
}

function factsOf(operation: ReadOperation, now: Date): [string, Cell][] {
  const { error, summary, estimated_completion: estimate } = operation;
  const at = (time: string | null): string | null =>
    time === null ? null : `${instant(time)} (${distance(time, now)})`;
  return [
    ['id', operation.id],
    ['po_number', operation.po_number],
    ['media_buy_id', operation.media_buy_id],
    ['task_id', operation.task_id],
    ['user', operation.user_id],
    ['budget', money(summary.total_budget)],
    [
      'flight',
      summary.start === null && summary.end === null ? null : `${summary.start ?? '?'} to ${summary.end ?? '?'}`,
    ],
    ['status since', at(operation.status_since)],
    ['waiting for', operation.waiting_for],
    ['held back', operation.waiting_reason],
    ['seller says', [operation.seller_status, operation.seller_task_status].filter((word) => word !== null).join(', ')],
    ['message', operation.message],
    [
      'error',
      error === null
        ? null
        : `${error.code}: ${error.message}${error.suggestion === null ? '' : ` ${error.suggestion}`}`,
    ],
    ['overdue', operation.overdue ? 'yes' : null],
    ['probably by', at(estimate?.p50 ?? estimate?.p90 ?? null)],
    ['next poll', at(operation.next_poll_at)],
    ['deadline', operation.settled_at === null ? at(operation.deadline_at) : null],
    ['creatives until', operation.creative_deadline],
    ['settled', at(operation.settled_at)],
    ['calls', operation.attempt],
    ['contradictions', operation.conflicts === 0 ? null : operation.conflicts],
    ['late', operation.late ? 'yes: settled after its deadline' : null],
    ['retry of', operation.retry_of],
    ['repeated by', operation.repeated_by],
    ['you may', operation.allowed_actions.join(', ') || 'nothing: it has ended'],
  ];
}

function wordsOf({
  reason,
  message,
  error,
  seller_status: said,
  task_id: task,
  media_buy_id: buy,
}: TimelineEntry): string {
  const parts = [
    reason,
    said === null ? null : `seller: ${said}`,
    task === null ? null : `task ${task}`,
    buy === null ? null : `media buy ${buy}`,
    message,
    error === null || error.message === message ? null : `${error.code}: ${error.message}`,
  ];
  return parts.filter((part) => part !== null && part !== '').join('; ');
}
