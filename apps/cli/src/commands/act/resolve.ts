import { type Command, Option } from 'commander';
import type { components } from '@adcp-orchestrator/client';
import { wrongUse } from '../../command-failed';
import { answered } from '../../connection/answered';
import type { Context } from '../../context';
import { confirm } from '../../input/ask';
import { examples } from '../../options/examples';
import { inShort } from '../../words';
import { REFERENCE, actingOn, tellActed } from './acting';

type Resolution = components['schemas']['Resolution'];

const statuses = ['created', 'completed', 'failed', 'rejected', 'canceled'] as const satisfies Resolution['status'][];

interface ResolveOptions {
  status: Resolution['status'];
  note: string;
  mediaBuyId?: string;
  creativeDeadline?: string;
  reason?: string;
  yes?: true;
}

export function addResolve(act: Command, context: Context): void {
  act
    .command('resolve')
    .description('record an outcome that you learned elsewhere; it cannot be taken back')
    .argument('<operation>', REFERENCE)
    .addOption(
      new Option('--status <status>', 'how it ended: created for a create, completed for other types')
        .choices(statuses)
        .makeOptionMandatory(),
    )
    .requiredOption('--note <text>', 'who said so, and how: it goes into the timeline')
    .option('--media-buy-id <id>', "the seller's id of the buy; needed with created")
    .option('--creative-deadline <instant>', 'until when the seller takes creatives; with created')
    .option('--reason <text>', 'why; with failed and rejected')
    .option('-y, --yes', 'do not ask')
    .addHelpText(
      'after',
      examples([
        'ado act resolve PO-1 --status created --media-buy-id mb_1 --note "Kim at Acme, by phone"',
        'ado act resolve PO-1 --status rejected --reason "sold out" --note "mail of 2 March" --yes',
      ]),
    )
    .action(async (reference: string, { yes, ...options }: ResolveOptions) => {
      const body = resolutionOf(options);
      const { client, operation, path, asSeen: header } = await actingOn(context, reference);
      const buy = options.mediaBuyId === undefined ? '' : ` with media buy ${options.mediaBuyId}`;
      await confirm(
        `Record ${inShort(operation)}, now ${operation.status}, as ${body.status}${buy}?`,
        yes,
        context.world,
      );
      tellActed(
        context,
        await answered(client.POST('/v1/operations/{id}/resolve', { params: { path, header }, body })),
      );
    });
}

function resolutionOf({ status, note, mediaBuyId, creativeDeadline, reason }: ResolveOptions): Resolution {
  const refuse = (value: string | undefined, option: string): void => {
    if (value !== undefined) throw wrongUse(`${option} does not go with --status ${status}`);
  };
  if (status !== 'created' && status !== 'completed') refuse(mediaBuyId, '--media-buy-id');
  if (status !== 'created') refuse(creativeDeadline, '--creative-deadline');
  if (status !== 'failed' && status !== 'rejected') refuse(reason, '--reason');
  switch (status) {
    case 'created':
      if (mediaBuyId === undefined)
        throw wrongUse('--status created needs --media-buy-id', "It is the seller's id of the buy.");
      return {
        status,
        note,
        media_buy_id: mediaBuyId,
        ...(creativeDeadline === undefined ? {} : { creative_deadline: creativeDeadline }),
      };
    case 'completed':
      return { status, note, ...(mediaBuyId === undefined ? {} : { media_buy_id: mediaBuyId }) };
    case 'failed':
    case 'rejected':
      return { status, note, ...(reason === undefined ? {} : { reason }) };
    case 'canceled':
      return { status, note };
  }
}
