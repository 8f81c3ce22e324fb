import type { Command } from 'commander';
import { answered } from '../../connection/answered';
import type { Context } from '../../context';
import { confirm } from '../../input/ask';
import { examples } from '../../options/examples';
import { inShort } from '../../words';
import { REFERENCE, actingOn, tellActed } from './acting';

export function addPoll(act: Command, context: Context): void {
  act
    .command('poll')
    .description('ask the seller now')
    .argument('<operation>', REFERENCE)
    .addHelpText('after', examples(['ado act poll PO-1']))
    .action(async (reference: string) => {
      const { client, path, once } = await actingOn(context, reference);
      tellActed(context, await answered(client.POST('/v1/operations/{id}/poll', { params: { path, header: once } })));
    });
}

export function addCancel(act: Command, context: Context): void {
  act
    .command('cancel')
    .description('cancel an operation: at once while it is unsent, else by asking the seller')
    .argument('<operation>', REFERENCE)
    .option('-y, --yes', 'do not ask')
    .addHelpText('after', examples(['ado act cancel PO-1', 'ado act cancel PO-1 --yes']))
    .action(async (reference: string, { yes }: { yes?: true }) => {
      const { client, operation, path, asSeen } = await actingOn(context, reference);
      await confirm(`Cancel ${inShort(operation)}, which is ${operation.status}?`, yes, context.world);
      tellActed(
        context,
        await answered(client.POST('/v1/operations/{id}/cancel', { params: { path, header: asSeen } })),
      );
    });
}
