import { type Command, Option } from 'commander';
import { attentionReasons } from '@adcp-orchestrator/domain';
import { answered } from '../connection/answered';
import type { Context } from '../context';
import { ExitCode } from '../exit-code';
import type { ListedOperation } from '../find-operation';
import { examples } from '../options/examples';
import { withLimit } from '../options/filters';
import { distance } from '../output/moment';
import type { Output } from '../output/output';
import type { Column } from '../output/table';
import { tellMore } from '../output/tell-more';
import { MOST_ITEMS, readPages } from '../paging';
import { counted, money } from '../words';

interface AttentionOptions {
  seller?: string;
  user?: string;
  reason?: (typeof attentionReasons)[number][];
  limit: number;
  exitCode?: true;
}

const columns: readonly Column<ListedOperation>[] = [
  { name: 'id', of: ({ id }) => id },
  { name: 'reason', of: ({ attention }) => attention?.reason },
  { name: 'since', of: ({ attention }) => attention?.since },
  { name: 'status', of: ({ status }) => status },
  { name: 'type', of: ({ type }) => type },
  { name: 'seller', of: ({ seller_id: seller }) => seller },
  { name: 'po_number', of: ({ po_number: number }) => number },
  { name: 'budget', of: ({ summary }) => money(summary.total_budget) },
  { name: 'assignee', of: ({ attention }) => attention?.assignee },
  { name: 'actions', of: ({ allowed_actions: actions }) => actions.join(',') },
  { name: 'what_to_do', of: ({ attention }) => attention?.what_to_do },
];

export function addAttention(program: Command, context: Context): void {
  const command = program
    .command('attention')
    .description('what needs a person: why, since when, and what to do')
    .option('--seller <id>', 'at this seller')
    .option('--user <id>', 'handed over for this user')
    .addOption(new Option('--reason <reason...>', 'for these reasons').choices([...attentionReasons]))
    .option('--exit-code', `end with ${ExitCode.waiting} when something waits`);
  withLimit(command)
    .addHelpText(
      'after',
      examples([
        'ado attention',
        'ado attention --seller acme --reason in_doubt',
        'ado attention --exit-code > /dev/null',
      ]),
    )
    .action(async (options: AttentionOptions) => {
      const found = await waiting(context, options);
      const { out } = context;
      out.answer({ items: found.items, has_more: found.hasMore }, () => {
        if (out.isTerminal) draw(out, found.items, context.world.now());
        else out.table(columns, found.items);
      });
      tellMore(out, found);
      // With reasons, what was not looked at may hold one of them.
      if (options.exitCode === true && (found.items.length > 0 || found.hasMore)) context.exitCode = ExitCode.waiting;
    });
}

/** The reason is no filter of the API's list, so with one the whole list is looked at, up to what a list may have. */
async function waiting(context: Context, { seller, user, reason, limit }: AttentionOptions) {
  const client = await context.client();
  const query = { attention: true, sort: 'status_since', seller_id: seller, user_id: user } as const;
  const found = await readPages(reason === undefined ? limit : MOST_ITEMS, (page) =>
    answered(client.GET('/v1/operations', { params: { query: { ...query, ...page } } })),
  );
  if (reason === undefined) return found;
  const items = found.items.filter(({ attention }) => attention !== null && reason.includes(attention.reason));
  return { items: items.slice(0, limit), hasMore: found.hasMore || items.length > limit };
}

function draw(out: Output, items: readonly ListedOperation[], now: Date): void {
  for (const operation of items) {
    const { id, type, seller_id: seller, po_number: number, attention, summary } = operation;
    if (attention === null) continue;
    const facts = [`${type} at ${seller}`, number, money(summary.total_budget), distance(attention.since, now)];
    const words = facts.filter((fact) => fact !== null && fact !== '').join('  ');
    out.line(`${out.paint('yellow', attention.reason)}  ${out.paint('bold', id)}  ${out.plain(words)}`);
    out.line(`  ${out.plain(attention.what_to_do)}`);
    if (attention.assignee !== null)
      out.line(`  ${out.plain(`${attention.assignee} looks after it. ${attention.note ?? ''}`)}`);
    const actions = operation.allowed_actions.map((action) => `ado act ${action} ${id}`);
    for (const action of actions) out.line(out.paint('dim', `  $ ${action}`));
    out.line();
  }
  if (items.length > 0)
    out.remark(`${counted(items.length, 'operation')} need${items.length === 1 ? 's' : ''} a person.`);
}
