import { parseArgs } from 'node:util';

export interface RotationArguments {
  help: boolean;
  /** Only counts, and changes nothing. */
  check: boolean;
}

export class ArgumentsInvalidError extends Error {
  override readonly name = 'ArgumentsInvalidError';
}

/** The exit code. Scripts and Jobs decide by it. */
export const ExitCode = { done: 0, failed: 1, usage: 2, left: 3 } as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

export const helpText = `key-rotator [--check]

Seals every secret of the database again under CREDENTIALS_KEY: credentials, webhook secrets, subscription secrets, frozen
calls. What was sealed under a key of CREDENTIALS_KEY_PREVIOUS is opened with that. May run while the service works, and
again after it was stopped: what is done stays done. Prints counts by table and key id, never a secret.

  --check, --dry-run   count what is under which key, and change nothing
  --help               this text

Environment
  DATABASE_URL              the ledger
  CREDENTIALS_KEY           seals: the new key
  CREDENTIALS_KEY_PREVIOUS  open only: the keys before, with commas between them

Exit code
  0  everything is under CREDENTIALS_KEY: the keys before are not needed any more
  1  something cannot be opened under any of the keys, or the work could not be finished; the last lines say what and where
  2  wrong arguments
  3  only with --check: something is under another key, and a run would seal it again`;

/** @throws ArgumentsInvalidError that names what is wrong */
export function parseArguments(args: string[]): RotationArguments {
  try {
    const { values } = parseArgs({
      args,
      options: {
        help: { type: 'boolean', short: 'h', default: false },
        check: { type: 'boolean', default: false },
        'dry-run': { type: 'boolean', default: false },
      },
    });
    return { help: values.help, check: values.check || values['dry-run'] };
  } catch (error) {
    throw new ArgumentsInvalidError(
      `${error instanceof Error ? error.message : String(error)}\nSee --help for what there is.`,
      { cause: error },
    );
  }
}
