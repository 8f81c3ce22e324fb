import { type Command, Option } from 'commander';
import { channels, eventTypes } from '@adcp-orchestrator/domain';
import type { components } from '@adcp-orchestrator/client';
import { wrongUse } from '../command-failed';
import { answered } from '../connection/answered';
import type { Context } from '../context';
import { ExitCode } from '../exit-code';
import { confirm } from '../input/ask';
import { examples } from '../options/examples';
import { withLimit } from '../options/filters';
import { instant } from '../output/moment';
import type { Column } from '../output/table';
import { tellMore } from '../output/tell-more';
import { readPages } from '../paging';
import { counted } from '../words';
import { deliveryColumns } from './delivery-columns';

type Delivery = components['schemas']['Delivery'];
type Attempt = components['schemas']['DeliveryHistory']['attempts'][number];

const statuses = ['pending', 'gathered', 'delivered', 'dead'] as const;
/** As many as one command may send again. */
const MOST_REDELIVERED = 1_000;

interface ListOptions {
  status: (typeof statuses)[number];
  operation?: string;
  subscription?: string;
  channel?: (typeof channels)[number];
  event?: (typeof eventTypes)[number];
  limit: number;
}

const attemptColumns: readonly Column<Attempt>[] = [
  { name: 'attempt', of: ({ attempt }) => attempt },
  { name: 'at', of: ({ at }) => instant(at) },
  { name: 'http', of: ({ http_status: status }) => status },
  { name: 'ms', of: ({ duration_ms: ms }) => ms },
  { name: 'error', of: ({ error }) => error },
  { name: 'answer', of: ({ answer }) => answer, isLong: true },
];

export function addDeliveries(program: Command, context: Context): void {
  const deliveries = program
    .command('deliveries')
    .description('notifications: which were given up and why, and sending them again')
    .addHelpText('after', examples(['ado deliveries list', 'ado deliveries redeliver --dead']));
  addList(deliveries, context);
  addShow(deliveries, context);
  addRedeliver(deliveries, context);
}

function addList(deliveries: Command, context: Context): void {
  const command = deliveries
    .command('list')
    .description('notifications, the newest first; those given up unless said otherwise')
    .addOption(new Option('--status <status>', 'in this state').choices(statuses).default('dead'))
    .option('--operation <id>', 'of this operation')
    .option('--subscription <id>', 'of this subscription')
    .addOption(new Option('--channel <channel>', 'that go by this way').choices([...channels]))
    .addOption(new Option('--event <type>', 'that tell of this').choices([...eventTypes]));
  withLimit(command)
    .addHelpText('after', examples(['ado deliveries list', 'ado deliveries list --status pending --channel email']))
    .action(async (options: ListOptions) => {
      const found = await listed(context, options);
      const { out } = context;
      out.answer({ items: found.items, has_more: found.hasMore }, () => {
        out.table(deliveryColumns, found.items);
      });
      tellMore(out, found);
    });
}

async function listed(context: Context, { status, operation, subscription, channel, event, limit }: ListOptions) {
  const client = await context.client();
  const query = { status, operation_id: operation, subscription_id: subscription, channel, event_type: event };
  return readPages(limit, (page) =>
    answered(client.GET('/v1/deliveries', { params: { query: { ...query, ...page } } })),
  );
}

function addShow(deliveries: Command, context: Context): void {
  deliveries
    .command('show')
    .description('one notification: its attempts, and what is sent')
    .argument('<id>', "the delivery's id")
    .addHelpText('after', examples(['ado deliveries show 01936a1c-7e90-7b1e-9d0a-0f4f7d1c2a55']))
    .action(async (id: string) => {
      const client = await context.client();
      const delivery = await answered(client.GET('/v1/deliveries/{id}', { params: { path: { id } } }));
      const { out } = context;
      out.answer(delivery, () => {
        out.table(deliveryColumns, [delivery]);
        out.line();
        out.table(attemptColumns, delivery.attempts);
        out.line();
        out.line(JSON.stringify(delivery.payload, null, 2));
      });
    });
}

interface RedeliverOptions {
  dead?: true;
  subscription?: string;
  yes?: true;
}

function addRedeliver(deliveries: Command, context: Context): void {
  deliveries
    .command('redeliver')
    .description('send notifications again, under the same event ids')
    .argument('[ids...]', 'ids of deliveries')
    .option('--dead', `all that were given up, ${MOST_REDELIVERED} at most`)
    .option('--subscription <id>', 'with --dead: those of this subscription')
    .option('-y, --yes', 'do not ask; with --dead')
    .addHelpText(
      'after',
      examples([
        'ado deliveries redeliver 01936a1c-7e90-7b1e-9d0a-0f4f7d1c2a55',
        'ado deliveries redeliver --dead --yes',
      ]),
    )
    .action(async (ids: string[], { dead, subscription, yes }: RedeliverOptions) => {
      if (ids.length > 0 === (dead === true)) throw wrongUse('give ids of deliveries, or --dead');
      const chosen = dead === true ? await allDead(context, subscription) : { ids, hasMore: false };
      if (dead === true && chosen.ids.length > 0) {
        await confirm(`Send ${counted(chosen.ids.length, 'notification')} again?`, yes, context.world);
      }
      await redeliver(context, chosen);
    });
}

interface Chosen {
  ids: readonly string[];
  /** There are more than one command may send. */
  hasMore: boolean;
}

async function allDead(context: Context, subscription: string | undefined): Promise<Chosen> {
  const { items, hasMore } = await listed(context, { status: 'dead', subscription, limit: MOST_REDELIVERED });
  return { ids: items.map(({ id }) => id), hasMore };
}

/** One after the other; one that is refused does not hold up the rest. */
async function redeliver(context: Context, { ids, hasMore }: Chosen): Promise<void> {
  const client = await context.client();
  const { out, world } = context;
  const items: Delivery[] = [];
  const refused: { id: string; message: string }[] = [];
  for (const id of ids) {
    world.signal.throwIfAborted();
    const { data, error } = await client.POST('/v1/deliveries/{id}/redeliver', { params: { path: { id } } });
    if (data === undefined) refused.push({ id, message: error.detail });
    else items.push(data);
  }
  out.answer({ items, refused, has_more: hasMore }, () => {
    for (const { id, message } of refused) out.line(`${id}: ${out.plain(message)}`);
    out.line(`${counted(items.length, 'notification')} due now, ${refused.length} refused`);
  });
  if (hasMore) out.remark('There are more that were given up: run the same command again.');
  if (refused.length > 0) context.exitCode = ExitCode.failed;
}
