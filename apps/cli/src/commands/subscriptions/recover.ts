import { type Command, Option } from 'commander';
import type { components } from '@adcp-orchestrator/client';
import { answered } from '../../connection/answered';
import type { Context } from '../../context';
import { examples } from '../../options/examples';
import { past } from '../../options/parsers';
import { counted } from '../../words';

const ID = '01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11';

export function addRecover(subscriptions: Command, context: Context): void {
  subscriptions
    .command('recover')
    .description('owe it again what it has missed: given up, or not owed while it was disabled')
    .argument('<id>', "the subscription's id")
    .addOption(
      new Option('--since <when>', 'what happened after an instant, or in the last 30m, 2h, 7d; 30 days at most')
        .argParser(past(context.world.now))
        .makeOptionMandatory(),
    )
    .addHelpText(
      'after',
      `${examples([`ado subscriptions recover ${ID} --since 24h`, `ado subscriptions recover ${ID} --since 2026-03-02T09:00:00Z`])}

What was delivered is not sent again. What is sent keeps its event id.`,
    )
    .action(async (id: string, { since }: { since: string }) => {
      const owed = await recover(context, id, since);
      context.out.answer({ id, owed }, () => {
        context.out.line(`${counted(owed, 'notification')} due now`);
      });
    });
}

/** One call looks at 5,000 events, so it is made again until there are no more. */
async function recover(context: Context, id: string, since: string): Promise<number> {
  const client = await context.client();
  const recoverFrom = (from: string): Promise<components['schemas']['Recovery']> =>
    answered(client.POST('/v1/subscriptions/{id}/recover', { params: { path: { id } }, body: { since: from } }));
  let owed = 0;
  for (let from: string | null = since; from !== null;) {
    context.world.signal.throwIfAborted();
    const { owed: more, next_since: next } = await recoverFrom(from);
    owed += more;
    context.trace(`${owed} owed, up to ${next ?? 'now'}`);
    // More events than one call looks at, and all of one moment: a call from there would look at the same ones.
    from = next !== null && Date.parse(next) > Date.parse(from) ? next : null;
  }
  return owed;
}
