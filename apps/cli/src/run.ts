import { CommanderError } from 'commander';
import { RequestRefusedError } from '@adcp-orchestrator/client';
import { CommandFailedError, wrongUse } from './command-failed';
import { refusal } from './connection/answered';
import { Context } from './context';
import { ExitCode } from './exit-code';
import { plain } from './output/plain';
import { HELP_HINT, makeProgram } from './program';
import type { World } from './world';

const MOST_VALUES = 10;

/**
 * Runs one command to its end.
 * @param args what follows `ado`
 * @returns how the process has to end; every error has been told
 */
export async function run(args: readonly string[], world: World): Promise<ExitCode> {
  const context = new Context(world);
  const asJson = args.includes('--json');
  // What is wrong with the options is told before they are read.
  if (asJson) context.options.json = true;
  const program = makeProgram(context);
  try {
    await program.parseAsync(args, { from: 'user' });
    return context.exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return ExitCode.ok;
      if (asJson) tell(wrongOptions(error), true, world);
      return ExitCode.usage;
    }
    if (world.signal.aborted) return ExitCode.interrupted;
    const failure = failureOf(error);
    tell(failure, asJson, world);
    if (args.includes('--debug') && error instanceof Error)
      world.stderr.write(`${error.stack ?? ''}\n${causeOf(error)}`);
    return failure.exitCode;
  }
}

function wrongOptions({ code, message }: CommanderError): CommandFailedError {
  const isHelp = code === 'commander.help';
  return wrongUse(isHelp ? 'no command is named' : message.replace(/^error: /, ''), HELP_HINT);
}

function failureOf(error: unknown): CommandFailedError {
  if (error instanceof CommandFailedError) return error;
  if (error instanceof RequestRefusedError) return refusal(error.status, error.problem);
  return new CommandFailedError(ExitCode.failed, error instanceof Error ? error.message : String(error), {
    wayOut: '--debug shows where it happened.',
    cause: error,
  });
}

function tell({ message, wayOut, problem, exitCode }: CommandFailedError, asJson: boolean, { stderr }: World): void {
  if (asJson) {
    const error = { message, way_out: wayOut, exit_code: exitCode, problem };
    stderr.write(`${JSON.stringify({ error })}\n`);
    return;
  }
  const lines = [`error: ${plain(message)}`];
  for (const { pointer, detail, suggestion } of (problem?.errors ?? []).slice(0, MOST_VALUES)) {
    const value = `  ${pointer === '' ? 'the whole' : pointer} ${detail}`;
    lines.push(plain(suggestion === undefined ? value : `${value}. ${suggestion}`).replace(/^/, '  '));
  }
  if (wayOut !== null) lines.push(plain(wayOut));
  if (problem?.request_id !== undefined && problem.status >= 500) lines.push(`Request id: ${problem.request_id}`);
  stderr.write(`${lines.join('\n')}\n`);
}

function causeOf({ cause }: Error): string {
  return cause instanceof Error ? `caused by ${cause.stack ?? cause.message}\n` : '';
}
