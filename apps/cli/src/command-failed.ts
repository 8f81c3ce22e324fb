import type { Problem } from '@adcp-orchestrator/client';
import { ExitCode } from './exit-code';

interface Further {
  /** What to do about it, in one line. */
  wayOut?: string;
  /** What the API answered. */
  problem?: Problem;
  cause?: unknown;
}

/** An error that is shown to a person in one or two lines, and ends the command. */
export class CommandFailedError extends Error {
  override readonly name = 'CommandFailedError';
  readonly wayOut: string | null;
  readonly problem: Problem | null;

  constructor(
    readonly exitCode: ExitCode,
    message: string,
    { wayOut, problem, cause }: Further = {},
  ) {
    super(message, { cause });
    this.wayOut = wayOut ?? null;
    this.problem = problem ?? null;
  }
}

export function wrongUse(message: string, wayOut?: string): CommandFailedError {
  return new CommandFailedError(ExitCode.usage, message, { wayOut });
}
