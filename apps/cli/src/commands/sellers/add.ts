import { type Command, Option } from 'commander';
import type { components } from '@adcp-orchestrator/client';
import { dialectNames } from '@adcp-orchestrator/domain';
import { wrongUse } from '../../command-failed';
import { answered } from '../../connection/answered';
import type { Context } from '../../context';
import { readSecret } from '../../input/read-secret';
import { examples } from '../../options/examples';
import { sellerColumns } from './list';

type NewSeller = components['schemas']['NewSeller'];

interface AddOptions {
  agentUrl: string;
  dialect: NewSeller['dialect'];
  name?: string;
  auth?: 'bearer' | 'header';
  header?: string;
  tokenFile?: string;
  webhooks?: 'hmac' | 'bearer';
  webhookSecretFile?: string;
}

export function addAdd(sellers: Command, context: Context): void {
  sellers
    .command('add')
    .description('add a seller; "ado import" takes all its settings')
    .argument('<id>', 'lower-case letters, digits and -; never changes')
    .requiredOption('--agent-url <address>', "the MCP endpoint of the seller's agent")
    .addOption(new Option('--dialect <dialect>', 'how it speaks').choices([...dialectNames]).makeOptionMandatory())
    .option('--name <name>', 'for people; absent: the id')
    .addOption(new Option('--auth <scheme>', 'where our credential goes').choices(['bearer', 'header']))
    .option('--header <name>', 'with --auth header: the header; x-adcp-auth when absent')
    .option('--token-file <file>', 'with --auth: a file with the credential, - for stdin; asked for when absent')
    .addOption(new Option('--webhooks <mode>', 'it sends webhooks with a secret').choices(['hmac', 'bearer']))
    .option('--webhook-secret-file <file>', 'with --webhooks: a file with the secret; asked for when absent')
    .addHelpText(
      'after',
      examples([
        'ado sellers add acme --dialect hitl-v1 --agent-url https://agent.acme.example/mcp --auth header',
        'ado sellers add nova --dialect adcp-v3 --agent-url https://nova.example/mcp --auth bearer --token-file - < token',
      ]),
    )
    .action(async (id: string, options: AddOptions) => {
      const body = await bodyOf(id, options, context);
      const client = await context.client();
      const seller = await answered(client.POST('/v1/sellers', { body }));
      const { out } = context;
      out.answer(seller, () => {
        out.table(sellerColumns, [seller]);
        out.remark(`"ado sellers probe ${id}" asks it whether it works.`);
      });
    });
}

async function bodyOf(id: string, options: AddOptions, { world }: Context): Promise<NewSeller> {
  const { agentUrl, dialect, name, auth, header, tokenFile, webhooks, webhookSecretFile } = options;
  if (auth === undefined && (tokenFile !== undefined || header !== undefined))
    throw wrongUse('--token-file and --header need --auth');
  if (webhooks === undefined && webhookSecretFile !== undefined)
    throw wrongUse('--webhook-secret-file needs --webhooks');
  if (
    auth !== undefined &&
    webhooks !== undefined &&
    (tokenFile ?? '-') === '-' &&
    (webhookSecretFile ?? '-') === '-' &&
    world.stdin.isTTY !== true
  ) {
    throw wrongUse('stdin holds one secret', 'Give the other one with --token-file or --webhook-secret-file.');
  }
  return {
    id,
    name: name ?? id,
    agent_url: agentUrl,
    dialect,
    ...(auth === undefined
      ? {}
      : {
          auth: {
            scheme: auth,
            ...(header === undefined ? {} : { header }),
            token: await readSecret(tokenFile ?? '-', 'the credential', world),
          },
        }),
    ...(webhooks === undefined
      ? {}
      : {
          webhooks: { mode: webhooks, secret: await readSecret(webhookSecretFile ?? '-', 'the webhook secret', world) },
        }),
  };
}
