import { type Command, Option } from 'commander';
import type { components } from '@adcp-orchestrator/client';
import { answered } from '../connection/answered';
import type { Context } from '../context';
import { examples } from '../options/examples';
import { withLimit } from '../options/filters';
import { past } from '../options/parsers';
import type { Column } from '../output/table';
import { tellMore } from '../output/tell-more';
import { readPages } from '../paging';

type Entry = components['schemas']['AuditEntry'];

/** All of them: one that the API has and this lacks does not compile. */
const kinds: Readonly<Record<Entry['kind'], true>> = {
  'api_key.created': true,
  'api_key.deleted': true,
  'bulk.created': true,
  'bulk.stopped': true,
  'delivery.redelivered': true,
  'export.confirmed': true,
  'export.read': true,
  'operation.acknowledged': true,
  'operation.acted': true,
  'operation.attention_noted': true,
  'operation.cancel_requested': true,
  'operation.poll_requested': true,
  'operation.repeated': true,
  'operation.resolved': true,
  'operation.retry_requested': true,
  'retention.deleted': true,
  'seller.changed': true,
  'seller.created': true,
  'seller.deleted': true,
  'session.ended': true,
  'session.started': true,
  'subscription.changed': true,
  'subscription.created': true,
  'subscription.deleted': true,
  'subscription.recovered': true,
  'subscription.secret_rotated': true,
  'subscription.tested': true,
  'tenant.changed': true,
  'tenant.created': true,
};

const columns: readonly Column<Entry>[] = [
  { name: 'at', of: ({ at }) => at, isTime: true },
  { name: 'who', of: ({ actor }) => actor.name },
  { name: 'kind', of: ({ kind }) => kind },
  { name: 'target', of: ({ target }) => target },
  { name: 'detail', of: ({ detail }) => wordsOf(detail), isLong: true },
];

interface AuditOptions {
  kind?: Entry['kind'];
  actor?: string;
  target?: string;
  after?: string;
  before?: string;
  limit: number;
}

export function addAudit(program: Command, context: Context): void {
  const { now } = context.world;
  const command = program
    .command('audit')
    .description('who changed what, the newest first')
    .addOption(new Option('--kind <kind>', 'of this kind').choices(Object.keys(kinds)))
    .option('--actor <name>', 'by the key or person of this name')
    .option('--target <id>', 'of this operation, seller, subscription, key, ...')
    .option('--after <when>', 'since an instant, or in the last 30m, 2h, 7d', past(now))
    .option('--before <when>', 'before it', past(now));
  withLimit(command)
    .addHelpText(
      'after',
      examples([
        'ado audit --after 24h',
        'ado audit --actor "desk 2026"',
        'ado audit --target acme --kind seller.changed',
      ]),
    )
    .action(async ({ limit, ...filters }: AuditOptions) => {
      const client = await context.client();
      const found = await readPages(limit, (page) =>
        answered(client.GET('/v1/audit', { params: { query: { ...filters, ...page } } })),
      );
      const { out } = context;
      out.answer({ items: found.items, has_more: found.hasMore }, () => {
        out.table(columns, found.items);
      });
      tellMore(out, found);
    });
}

function wordsOf(detail: Entry['detail']): string {
  return Object.keys(detail).length === 0 ? '' : JSON.stringify(detail);
}
