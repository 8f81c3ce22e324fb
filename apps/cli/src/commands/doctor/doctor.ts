import { type Command, Option } from 'commander';
import { urlOf } from '../../connection/settings';
import type { Context } from '../../context';
import { ExitCode } from '../../exit-code';
import { examples } from '../../options/examples';
import { wholeNumber } from '../../options/parsers';
import type { Style } from '../../output/output';
import type { Column } from '../../output/table';
import { type Finding, Result } from './finding';
import { readEnvFile } from './read-env-file';

interface DoctorOptions {
  envFile?: string;
  replicas: number;
  seller?: string[];
}

const MOST_REPLICAS = 1_000;

const columns: readonly Column<Finding>[] = [
  { name: 'check', of: ({ check }) => check },
  { name: 'about', of: ({ about }) => about },
  { name: 'result', of: ({ result }) => result },
  { name: 'message', of: ({ message }) => message },
  { name: 'what_to_do', of: ({ whatToDo }) => whatToDo },
];

const styles: Readonly<Record<Result, Style>> = { ok: 'green', warn: 'yellow', fail: 'red', skipped: 'dim' };

export function addDoctor(program: Command, context: Context): void {
  program
    .command('doctor')
    .description(
      `check an installation: its settings, its servers, its sellers; ends with ${ExitCode.failed} when something fails`,
    )
    .option('--env-file <file>', "the installation's variables; absent: those of the environment")
    .addOption(
      new Option('--replicas <count>', 'of each service, for the sum of connections')
        .default(2)
        .argParser(wholeNumber(1, MOST_REPLICAS)),
    )
    .option('--seller <ids...>', "ask these sellers of the key's tenant; absent: the first 20")
    .addHelpText(
      'after',
      examples(['ado doctor', 'ado doctor --env-file .env --replicas 8', 'ado doctor --seller acme nova --json']),
    )
    .action(async (options: DoctorOptions) => {
      const { world } = context;
      const env = options.envFile === undefined ? world.env : await readEnvFile(options.envFile);
      const url = (await urlOf(context.options, world))?.replace(/\/+$/, '') ?? null;
      // It needs every driver, and no other command does.
      const { examine } = await import('./examine.lazy.ts');
      const findings: Finding[] = [];
      const { out } = context;
      for await (const finding of examine({ env, url, ...options }, context)) {
        findings.push(finding);
        if (out.isTerminal) show(finding, context);
      }
      const fails = findings.filter(({ result }) => result === Result.fail).length;
      out.answer({ works: fails === 0, findings: findings.map(asJson) }, () => {
        if (!out.isTerminal) out.table(columns, findings);
      });
      if (fails > 0) context.exitCode = ExitCode.failed;
    });
}

function show({ check, about, result, message, whatToDo }: Finding, { out }: Context): void {
  const name = about === undefined ? check : `${check} ${about}`;
  out.line(`${out.paint(styles[result], result.padEnd(8))}${out.plain(name)}: ${out.plain(message)}`);
  if (whatToDo !== null) out.line(`${' '.repeat(8)}${out.plain(whatToDo)}`);
}

function asJson({ check, about, result, message, whatToDo, durationMs }: Finding) {
  return { check, about: about ?? null, result, message, what_to_do: whatToDo, duration_ms: durationMs };
}
