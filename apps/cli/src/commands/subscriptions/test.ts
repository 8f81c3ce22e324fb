import type { Command } from 'commander';
import { answered } from '../../connection/answered';
import type { Context } from '../../context';
import { ExitCode } from '../../exit-code';
import { examples } from '../../options/examples';

export function addTest(subscriptions: Command, context: Context): void {
  subscriptions
    .command('test')
    .description(
      `send one test message now, also to a disabled one; ends with ${ExitCode.failed} when it does not arrive`,
    )
    .argument('<id>', "the subscription's id")
    .addHelpText('after', examples(['ado subscriptions test 01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11']))
    .action(async (id: string) => {
      const client = await context.client();
      const test = await answered(client.POST('/v1/subscriptions/{id}/test', { params: { path: { id } } }));
      const { out } = context;
      const hasArrived = test.result === 'delivered';
      out.answer(test, () => {
        const status = test.http_status === null ? '' : `, HTTP ${test.http_status}`;
        out.line(`${out.paint(hasArrived ? 'green' : 'red', test.result)}${status}, after ${test.duration_ms} ms`);
        for (const text of [test.error, test.answer]) if (text !== null && text !== '') out.line(out.plain(text));
      });
      if (!hasArrived) context.exitCode = ExitCode.failed;
    });
}
