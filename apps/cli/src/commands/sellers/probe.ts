import type { Command } from 'commander';
import type { components } from '@adcp-orchestrator/client';
import { answered } from '../../connection/answered';
import type { Context } from '../../context';
import { ExitCode } from '../../exit-code';
import { examples } from '../../options/examples';
import type { Style } from '../../output/output';
import type { Column } from '../../output/table';

type Finding = components['schemas']['SellerProbe']['findings'][number];

const columns: readonly Column<Finding>[] = [
  { name: 'check', of: ({ check }) => check },
  { name: 'result', of: ({ result }) => result },
  { name: 'message', of: ({ message }) => message },
  { name: 'what_to_do', of: ({ what_to_do: words }) => words },
];

const styles: Readonly<Record<Finding['result'], Style>> = {
  works: 'green',
  warns: 'yellow',
  fails: 'red',
  unknown: 'dim',
};

export function addProbe(sellers: Command, context: Context): void {
  sellers
    .command('probe')
    .description(`ask a seller now whether it works; ends with ${ExitCode.failed} when it does not`)
    .argument('<id>', "the seller's id")
    .addHelpText('after', examples(['ado sellers probe acme']))
    .action(async (id: string) => {
      const client = await context.client();
      const probe = await answered(client.POST('/v1/sellers/{id}/probe', { params: { path: { id } } }));
      const { out } = context;
      out.answer(probe, () => {
        if (!out.isTerminal) out.table(columns, probe.findings);
        else {
          for (const { check, result, message, what_to_do: words } of probe.findings) {
            out.line(`${out.paint(styles[result], result.padEnd(8))}${check.padEnd(13)}${out.plain(message)}`);
            if (words !== null) out.line(`${' '.repeat(21)}${out.plain(words)}`);
          }
        }
      });
      if (!probe.works) context.exitCode = ExitCode.failed;
    });
}
