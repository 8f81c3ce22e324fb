import { type Command, Option } from 'commander';
import { answered } from '../../connection/answered';
import type { Context } from '../../context';
import { readSecret } from '../../input/read-secret';
import { examples } from '../../options/examples';
import { wrongUse } from '../../command-failed';

interface CredentialOptions {
  auth?: 'bearer' | 'header';
  header?: string;
  tokenFile: string;
}

export function addCredential(sellers: Command, context: Context): void {
  sellers
    .command('credential')
    .description('replace our credential at a seller')
    .argument('<id>', "the seller's id")
    .addOption(new Option('--auth <scheme>', 'where it goes; absent: as before').choices(['bearer', 'header']))
    .option('--header <name>', 'with --auth header: the header')
    .option('--token-file <file>', 'a file with it, - for stdin or to be asked', '-')
    .addHelpText(
      'after',
      examples(['ado sellers credential acme', 'ado sellers credential acme --token-file token.txt']),
    )
    .action(async (id: string, { auth, header, tokenFile }: CredentialOptions) => {
      const client = await context.client();
      const params = { path: { id } };
      const before = await answered(client.GET('/v1/sellers/{id}', { params }));
      const scheme = auth ?? before.auth?.scheme;
      if (scheme === undefined) throw wrongUse(`${id} has no credential yet`, 'Say where it goes with --auth.');
      const kept = header ?? (scheme === before.auth?.scheme ? before.auth.header : null);
      const token = await readSecret(tokenFile, 'the credential', context.world);
      const body = { auth: { scheme, ...(scheme === 'header' && kept !== null ? { header: kept } : {}), token } };
      const seller = await answered(client.PATCH('/v1/sellers/{id}', { params, body }));
      context.out.answer(seller, () => {
        context.out.line(`The credential of ${id} is replaced. "ado sellers probe ${id}" tries it.`);
      });
    });
}
