import type { Command } from 'commander';
import { answered } from '../../connection/answered';
import type { Context } from '../../context';
import { confirm } from '../../input/ask';
import { examples } from '../../options/examples';
import { subscriptionColumns } from './list';

const ID = '01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11';

export function addEnabling(subscriptions: Command, context: Context): void {
  subscriptions
    .command('disable')
    .description('tell it nothing any more; what it is still owed is given up')
    .argument('<id>', "the subscription's id")
    .option('-y, --yes', 'do not ask')
    .addHelpText('after', examples([`ado subscriptions disable ${ID}`]))
    .action(async (id: string, { yes }: { yes?: true }) => {
      await confirm(`Tell subscription ${id} nothing any more? What it is still owed is given up.`, yes, context.world);
      await setEnabled(context, id, false);
    });
  subscriptions
    .command('enable')
    .description('tell it again what happens from now on; "recover" owes it what it has missed')
    .argument('<id>', "the subscription's id")
    .addHelpText('after', examples([`ado subscriptions enable ${ID}`]))
    .action(async (id: string) => {
      await setEnabled(context, id, true);
      const { out } = context;
      if (!out.isJson) out.remark(`What it has missed: ado subscriptions recover ${id} --since 24h`);
    });
}

async function setEnabled(context: Context, id: string, enabled: boolean): Promise<void> {
  const client = await context.client();
  const changed = await answered(
    client.PATCH('/v1/subscriptions/{id}', { params: { path: { id } }, body: { enabled } }),
  );
  context.out.answer(changed, () => {
    context.out.table(subscriptionColumns, [changed]);
  });
}
