import { Command, Option } from 'commander';
import { addAct } from './commands/act/act';
import { addArchive } from './commands/archive';
import { addAttention } from './commands/attention';
import { addAudit } from './commands/audit';
import { addCompletion } from './commands/completion/completion';
import { addDeliveries } from './commands/deliveries';
import { addDoctor } from './commands/doctor/doctor';
import { addKeys } from './commands/keys';
import { addList } from './commands/list';
import { addProfiles } from './commands/profiles';
import { addRestore } from './commands/restore';
import { addSellers } from './commands/sellers/sellers';
import { addShow } from './commands/show';
import { addSubscriptions } from './commands/subscriptions/subscriptions';
import { addTail } from './commands/tail';
import { addTenants } from './commands/tenants';
import { addExport } from './commands/transfer/export';
import { addImport } from './commands/transfer/import';
import type { Context } from './context';
import { exitCodeWords } from './exit-code';
import { examples } from './options/examples';
import { secondsUpTo } from './options/parsers';

const HELP_WIDTH = 100;
export const HELP_HINT = 'Add --help to see how it is used.';

/** @returns the whole tree of commands; help, completion and the documentation are made of it */
export function makeProgram(context: Context): Command {
  const { world } = context;
  const program = new Command('ado')
    .description('The command line of the AdCP Orchestrator: what needs a person, what happened, and what to do.')
    .configureOutput({
      writeOut: (text) => void world.stdout.write(text),
      // For a program, `run` tells what is wrong.
      writeErr: (text) => {
        if (context.options.json !== true) world.stderr.write(text);
      },
      getOutHelpWidth: () => Math.min(HELP_WIDTH, world.stdout.columns ?? HELP_WIDTH),
      getErrHelpWidth: () => Math.min(HELP_WIDTH, world.stderr.columns ?? HELP_WIDTH),
    })
    .configureHelp({ showGlobalOptions: true })
    .exitOverride()
    .showHelpAfterError(HELP_HINT)
    .option('--url <address>', 'where the API is (ADO_URL)')
    .option('--profile <name>', 'a profile of the settings file (ADO_PROFILE)')
    .option('--key-file <file>', 'a file with the API key, - for stdin (ADO_KEY_FILE, or the key itself in ADO_KEY)')
    .option('--json', 'answer as JSON, for programs')
    .addOption(
      new Option('--timeout <seconds>', 'longest that one request may take').default(30).argParser(secondsUpTo(600)),
    )
    .option('--no-color', 'no colours (NO_COLOR); there are none without a terminal')
    .option('--debug', 'tell each request, and where an error happened')
    .helpOption('-h, --help', 'how it is used')
    .helpCommand(false)
    .hook('preAction', (_, command) => {
      context.options = command.optsWithGlobals();
    });
  program.commandsGroup('What happens:');
  addAttention(program, context);
  addShow(program, context);
  addList(program, context);
  addTail(program, context);
  addAudit(program, context);
  addArchive(program, context);
  program.commandsGroup('What to do:');
  addAct(program, context);
  addDeliveries(program, context);
  addSubscriptions(program, context);
  program.commandsGroup('Setting up:');
  addSellers(program, context);
  addExport(program, context);
  addImport(program, context);
  addKeys(program, context);
  addTenants(program, context);
  program.commandsGroup('The installation:');
  addDoctor(program, context);
  addRestore(program, context);
  program.commandsGroup('This program:');
  addProfiles(program, context);
  addCompletion(program, context);
  const codes = Object.entries(exitCodeWords).map(([code, words]) => `  ${code.padEnd(4)} ${words}`);
  return program.addHelpText(
    'after',
    `${examples(['ado attention', 'ado show PO-1', 'ado act poll PO-1', 'ado sellers probe acme', 'ado tail --json'])}

Exit codes:
${codes.join('\n')}`,
  );
}
