import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { wrongUse } from '../../command-failed';
import type { Context } from '../../context';
import { examples } from '../../options/examples';
import { referenceTo } from './reference';
import { type Seller, type Settings, type Subscription, readSettings, sellerView, subscriptionView } from './settings';

const HEAD = `# Sellers and subscriptions of a tenant, for "ado import". Secrets are not in it: \${env:NAME} names the variable
# that holds one when it is needed.
`;

export function addExport(program: Command, context: Context): void {
  program
    .command('export')
    .description('write the sellers and subscriptions of the tenant as YAML; never a secret')
    .option('--out <file>', 'a file for its owner alone, which must not exist; absent: stdout')
    .addHelpText('after', examples(['ado export > settings.yaml', 'ado export --out settings.yaml']))
    .action(async ({ out: path }: { out?: string }) => {
      const client = await context.client();
      const file = fileOf(await readSettings(client));
      const { out, world } = context;
      const { stringify } = await import('yaml');
      const text = `${HEAD}${stringify(file, { lineWidth: 0 })}`;
      if (path === undefined) {
        out.answer(file, () => {
          world.stdout.write(text);
        });
        return;
      }
      await writeNew(path, text);
      const counts = { file: path, sellers: file.sellers.length, subscriptions: file.subscriptions.length };
      out.answer(counts, () => {
        out.remark(`${counts.sellers} sellers and ${counts.subscriptions} subscriptions are in ${path}.`);
      });
    });
}

async function writeNew(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    throw wrongUse(`${path} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function fileOf({ sellers, subscriptions }: Settings) {
  return {
    version: 1,
    sellers: sellers.map(sellerInFile),
    subscriptions: subscriptions.map(subscriptionInFile),
  };
}

function sellerInFile(seller: Seller) {
  const { auth, webhooks, ...rest } = sellerView(seller);
  const isSigned = seller.webhooks.mode === 'hmac' || seller.webhooks.mode === 'bearer';
  return {
    ...rest,
    auth: auth === null ? null : { ...present(auth as object), token: referenceTo('seller', seller.id, 'token') },
    webhooks:
      seller.webhooks.mode === 'none'
        ? null
        : {
            ...present(webhooks as object),
            ...(isSigned ? { secret: referenceTo('seller', seller.id, 'webhook', 'secret') } : {}),
          },
  };
}

function subscriptionInFile(subscription: Subscription, index: number) {
  const { channel } = subscription;
  return {
    ...present(subscriptionView(subscription)),
    ...(channel === 'slack' ? { url: referenceTo('slack', 'url', String(index + 1)) } : {}),
  };
}

/** Without what is null: a file says nothing of it. */
function present(value: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== null));
}
