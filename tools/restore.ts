import { stdin, stdout } from 'node:process';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { RestoreAction, restore } from '@adcp-orchestrator/ledger';

const help = `npm run restore -- [--database URL] [--moved | --finish | --report] [--point-in-time] [--until TIME] [--yes] [--json]

Adopts a restored backup as the database of the service. docs/runbooks/restore.md says when and how.

  --database URL    the database; absent: DATABASE_URL
  --point-in-time   the database is the same, and was brought back to an earlier time
  --until TIME      the last moment that the data is of (ISO 8601); absent: when an operation was last changed
  --moved           it is a whole copy, made while every process was stopped: nothing is doubtful
  --finish          ends the restored mode: new operations are sent as ever
  --report          shows what came of what may have been sent; with --json as JSON
  --yes             asks nobody

Exit code: 0 done; 1 refused or failed, nothing was changed; 2 wrong arguments`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      help: { type: 'boolean', short: 'h', default: false },
      database: { type: 'string' },
      moved: { type: 'boolean', default: false },
      finish: { type: 'boolean', default: false },
      report: { type: 'boolean', default: false },
      'point-in-time': { type: 'boolean', default: false },
      until: { type: 'string' },
      yes: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    stdout.write(`${help}\n`);
    return 0;
  }
  const databaseUrl = values.database ?? process.env['DATABASE_URL'];
  const until = values.until === undefined ? null : new Date(values.until);
  const actions = [RestoreAction.moved, RestoreAction.finish, RestoreAction.report].filter((action) => values[action]);
  const problem =
    databaseUrl === undefined
      ? 'No database: give --database or DATABASE_URL.'
      : actions.length > 1
        ? `Only one of --${actions.join(' and --')}.`
        : until !== null && Number.isNaN(until.getTime())
          ? `--until "${values.until ?? ''}" is no time, such as 2026-11-30T05:00:00Z.`
          : null;
  if (databaseUrl === undefined || problem !== null) {
    process.stderr.write(`${problem ?? ''}\n${help}\n`);
    return 2;
  }
  const options = {
    action: actions[0] ?? RestoreAction.restore,
    pointInTime: values['point-in-time'],
    until,
    yes: values.yes,
    json: values.json,
  };
  return restore(databaseUrl, options, {
    say: (line) => {
      stdout.write(`${line}\n`);
    },
    confirm,
    now: () => new Date(),
  });
}

async function confirm(question: string): Promise<boolean> {
  if (!stdin.isTTY) {
    stdout.write(`${question} Nobody can be asked here: give --yes.\n`);
    return false;
  }
  const terminal = createInterface({ input: stdin, output: stdout });
  try {
    return (await terminal.question(`${question} [y/N] `)).trim().toLowerCase() === 'y';
  } finally {
    terminal.close();
  }
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
