import type { Command } from 'commander';
import { answered } from '../../connection/answered';
import type { Context } from '../../context';
import { confirm } from '../../input/ask';
import { examples } from '../../options/examples';

export function addRemove(sellers: Command, context: Context): void {
  sellers
    .command('remove')
    .description('delete a seller that has no operation without an end')
    .argument('<id>', "the seller's id")
    .option('-y, --yes', 'do not ask')
    .addHelpText('after', examples(['ado sellers remove acme']))
    .action(async (id: string, { yes }: { yes?: true }) => {
      await confirm(`Delete seller ${id}, with its credential?`, yes, context.world);
      const client = await context.client();
      await answered(client.DELETE('/v1/sellers/{id}', { params: { path: { id } } }));
      context.out.answer({ id, removed: true }, () => {
        context.out.line(`Seller ${id} is deleted.`);
      });
    });
}
