import { type Command, Option } from 'commander';
import type { RestoreOptions } from '@adcp-orchestrator/ledger';
import { wrongUse } from '../command-failed';
import type { Context } from '../context';
import { ExitCode } from '../exit-code';
import { confirm } from '../input/ask';
import { examples } from '../options/examples';
import { past } from '../options/parsers';

interface Given {
  database?: string;
  pointInTime?: true;
  until?: string;
  moved?: true;
  finish?: true;
  report?: true;
  yes?: true;
}

/** Of the commands that need no API: on a restored database it takes nothing in before this one has run (ADR 39). */
export function addRestore(program: Command, context: Context): void {
  const { world } = context;
  program
    .command('restore')
    .description('adopt a restored database, so that nothing is booked twice')
    .option('--database <url>', 'the database, not a pooler, as the owner of its tables (DATABASE_URL)')
    .option('--point-in-time', 'it cannot be told from the original: recovered to an earlier time, or a physical copy')
    .option('--until <time>', 'the last moment of its data; else when an operation was last changed', past(world.now))
    .addOption(alone('--moved', 'it is a whole copy, made while every process was stopped: nothing is doubtful'))
    .addOption(alone('--finish', 'end the restored mode: new operations are sent as ever'))
    .addOption(alone('--report', 'show what came of what may have been sent before'))
    .option('--yes', 'ask nobody')
    .addHelpText(
      'after',
      examples(['ado restore', 'ado restore --point-in-time', 'ado restore --report --json', 'ado restore --finish']),
    )
    .action(async (given: Given) => {
      const databaseUrl = given.database ?? world.env['DATABASE_URL'];
      if (databaseUrl === undefined) throw wrongUse('no database is named', 'Give --database, or DATABASE_URL.');
      // It needs the database's driver, which the commands of the API do not.
      const { RestoreExit, restore } = await import('./restore.lazy.ts');
      const code = await restore(databaseUrl, optionsOf(given, context), {
        say: (line) => {
          world.stdout.write(`${line}\n`);
        },
        confirm: async (question) => {
          await confirm(question, given.yes, world);
          return true;
        },
        now: world.now,
      });
      context.exitCode = code === RestoreExit.done ? ExitCode.ok : ExitCode.refused;
    });
}

function alone(flag: string, description: string): Option {
  const others = ['moved', 'finish', 'report', 'pointInTime', 'until'].filter((name) => flag !== `--${name}`);
  return new Option(flag, description).conflicts(others);
}

function optionsOf({ pointInTime, until, moved, finish, report, yes }: Given, { options }: Context): RestoreOptions {
  return {
    action: moved ? 'moved' : finish ? 'finish' : report ? 'report' : 'restore',
    pointInTime: pointInTime === true,
    until: until === undefined ? null : new Date(until),
    yes: yes === true,
    json: options.json === true,
  };
}
