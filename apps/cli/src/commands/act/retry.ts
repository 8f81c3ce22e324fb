import type { Command } from 'commander';
import type { components } from '@adcp-orchestrator/client';
import { CommandFailedError } from '../../command-failed';
import { answered } from '../../connection/answered';
import type { Context } from '../../context';
import { confirm } from '../../input/ask';
import { readDocument } from '../../input/read-document';
import { examples } from '../../options/examples';
import { inShort } from '../../words';
import { REFERENCE, actingOn, tellActed } from './acting';

type Retry = components['schemas']['Retry'];

interface RetryOptions {
  request?: string;
  acceptDoubleBooking?: true;
  yes?: true;
}

export function addRetry(act: Command, context: Context): void {
  act
    .command('retry')
    .description('send it again, or repeat one that ended badly, with a corrected request if you like')
    .argument('<operation>', REFERENCE)
    .option('--request <file>', 'the corrected request, JSON or YAML, - for stdin; for one that is failed or rejected')
    .option('--accept-double-booking', 'even where an earlier call may have booked, and the seller may book again')
    .option('-y, --yes', 'do not ask')
    .addHelpText(
      'after',
      `${examples(['ado act retry PO-1', 'ado show PO-1 --json | jq .operation.request > request.json', 'ado act retry PO-1 --request request.json'])}

The second and third line correct one: read its request, change it, and repeat it with that.`,
    )
    .action(async (reference: string, { request, acceptDoubleBooking, yes }: RetryOptions) => {
      const corrected = request === undefined ? undefined : await readDocument(request, 'the request', context.world);
      const { client, operation, path, asSeen: header } = await actingOn(context, reference);
      const twice = acceptDoubleBooking === true ? ' It may then be booked twice.' : '';
      await confirm(`Send ${inShort(operation)}, now ${operation.status}, again?${twice}`, yes, context.world);
      const body: Retry = {
        accept_double_booking: acceptDoubleBooking === true,
        // The API checks it against the schema of the seller's dialect.
        ...(corrected === undefined ? {} : { request: corrected as Retry['request'] }),
      };
      const call = client.POST('/v1/operations/{id}/retry', { params: { path, header }, body });
      tellActed(context, await answered(call).catch(refusedInOurWords));
    });
}

/** The API names the field of its body, and perhaps its route. A person at a terminal needs what to type. */
function refusedInOurWords(error: unknown): never {
  if (!(error instanceof CommandFailedError)) throw error;
  const { exitCode, message, wayOut, problem } = error;
  const words = message
    .replace(
      /POST \/v1\/operations\/(\S+)\/retry and "accept_double_booking": true/,
      '"ado act retry $1 --accept-double-booking"',
    )
    .replace('"accept_double_booking": true', '--accept-double-booking');
  throw new CommandFailedError(exitCode, words, {
    wayOut: wayOut ?? undefined,
    problem: problem ?? undefined,
    cause: error,
  });
}
