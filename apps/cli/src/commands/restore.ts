import { type Command, Option } from 'commander';
import type { RestoreOptions } from '@adcp-orchestrator/ledger';
import { CommandFailedError, wrongUse } from '../command-failed';
import { valueOf } from '../connection/settings';
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
    .option(
      '--database <url>',
      'the database, not a pooler, as the owner of its tables (DATABASE_DIRECT_URL, DATABASE_URL)',
    )
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
      // Where there is a pooler, the second leads to it.
      const databaseUrl =
        given.database ?? valueOf(world.env['DATABASE_DIRECT_URL']) ?? valueOf(world.env['DATABASE_URL']);
      if (databaseUrl === undefined) throw wrongUse('no database is named', 'Give --database, or DATABASE_URL.');
      // It needs the database's driver, which the commands of the API do not.
      const { RestoreExit, restore } = await import('./restore.lazy.ts');
      const options = optionsOf(given, context);
      const said = new Said(context, options);
      const code = await restore(databaseUrl, options, {
        say: (line) => {
          said.add(line);
        },
        confirm: async (question) => {
          said.beforeQuestion();
          await confirm(question, given.yes, world);
          return true;
        },
        now: world.now,
      });
      if (code === RestoreExit.done) said.done();
      else said.refused();
    });
}

/** What the restore says: at once for a person, together at its end with `--json`. The report is JSON by itself. */
class Said {
  private readonly messages: string[] = [];
  private readonly isKept: boolean;

  constructor(
    private readonly context: Context,
    private readonly options: RestoreOptions,
  ) {
    this.isKept = options.json && options.action !== 'report';
  }

  add(line: string): void {
    if (!this.isKept) this.context.out.line(line);
    else if (line !== '') this.messages.push(line);
  }

  /** Nobody can agree to what was not shown. */
  beforeQuestion(): void {
    const { out, world } = this.context;
    if (this.isKept && world.stdin.isTTY === true) for (const message of this.messages) out.remark(message);
  }

  done(): void {
    if (this.isKept) this.context.out.json({ action: this.options.action, messages: this.messages });
  }

  refused(): void {
    if (this.isKept) throw new CommandFailedError(ExitCode.refused, this.messages.join(' '));
    this.context.exitCode = ExitCode.refused;
  }
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
