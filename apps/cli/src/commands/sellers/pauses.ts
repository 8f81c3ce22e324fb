import type { Command } from 'commander';
import { answered } from '../../connection/answered';
import type { Context } from '../../context';
import { examples } from '../../options/examples';
import { sellerColumns } from './list';

export function addPauses(sellers: Command, context: Context): void {
  sellers
    .command('pause')
    .description('send nothing to a seller; what was sent is followed all the same')
    .argument('<id>', "the seller's id")
    .addHelpText('after', examples(['ado sellers pause acme']))
    .action((id: string) => setPaused(context, id, true));
  sellers
    .command('resume')
    .description('send again; what was held back goes out')
    .argument('<id>', "the seller's id")
    .addHelpText('after', examples(['ado sellers resume acme']))
    .action((id: string) => setPaused(context, id, false));
}

async function setPaused(context: Context, id: string, paused: boolean): Promise<void> {
  const client = await context.client();
  const seller = await answered(client.PATCH('/v1/sellers/{id}', { params: { path: { id } }, body: { paused } }));
  context.out.answer(seller, () => {
    context.out.table(sellerColumns, [seller]);
  });
}
