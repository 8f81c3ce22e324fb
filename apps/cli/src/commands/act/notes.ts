import type { Command } from 'commander';
import { wrongUse } from '../../command-failed';
import { answered } from '../../connection/answered';
import type { Context } from '../../context';
import { examples } from '../../options/examples';
import { REFERENCE, actingOn, tellActed } from './acting';

export function addAcknowledge(act: Command, context: Context): void {
  act
    .command('acknowledge')
    .description('take a contradiction, a late settlement or a possible booking off the list')
    .argument('<operation>', REFERENCE)
    .requiredOption('--note <text>', 'who said what: it goes into the timeline')
    .addHelpText('after', examples(['ado act acknowledge PO-1 --note "Kim at Acme: only the first counts"']))
    .action(async (reference: string, { note }: { note: string }) => {
      const { client, path, asSeen: header } = await actingOn(context, reference);
      const call = client.POST('/v1/operations/{id}/acknowledge', { params: { path, header }, body: { note } });
      tellActed(context, await answered(call));
    });
}

interface AssignOptions {
  to?: string;
  nobody?: true;
  note?: string;
}

export function addAssign(act: Command, context: Context): void {
  act
    .command('assign')
    .description('say who looks after it, or what is known')
    .argument('<operation>', REFERENCE)
    .option('--to <name>', 'who looks after it')
    .option('--nobody', 'nobody looks after it any more')
    .option('--note <text>', 'what is known')
    .addHelpText('after', examples(['ado act assign PO-1 --to ana@desk --note "Kim calls back at 15:00"']))
    .action(async (reference: string, { to, nobody, note }: AssignOptions) => {
      if (to !== undefined && nobody === true) throw wrongUse('--to and --nobody do not go together');
      const assignee = nobody === true ? null : to;
      if (assignee === undefined && note === undefined) throw wrongUse('nothing to do: give --to, --nobody or --note');
      const { client, path, once: header } = await actingOn(context, reference);
      const body = { ...(assignee === undefined ? {} : { assignee }), ...(note === undefined ? {} : { note }) };
      const call = client.PATCH('/v1/operations/{id}/attention', { params: { path, header }, body });
      tellActed(context, await answered(call));
    });
}
