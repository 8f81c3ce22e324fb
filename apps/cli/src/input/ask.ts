import { Writable } from 'node:stream';
import { createInterface } from 'node:readline/promises';
import { CommandFailedError, wrongUse } from '../command-failed';
import { ExitCode } from '../exit-code';
import type { World } from '../world';

type Asking = Pick<World, 'stdin' | 'stderr' | 'signal'>;

/** @throws CommandFailedError unless a person agrees, or has agreed by `--yes` */
export async function confirm(question: string, yes: boolean | undefined, world: Asking): Promise<void> {
  if (yes === true) return;
  if (world.stdin.isTTY !== true) {
    throw wrongUse(`nobody is there to agree: ${question}`, 'Say --yes if you do.');
  }
  const answer = await ask(`${question} [y/N] `, world, true);
  if (!/^y(es)?$/i.test(answer.trim())) {
    throw new CommandFailedError(ExitCode.declined, 'declined: nothing was done, as you did not answer "y"');
  }
}

/** @returns what a person types, which is not shown */
export function askHidden(question: string, world: Asking): Promise<string> {
  return ask(question, world, false);
}

async function ask(question: string, { stdin, stderr, signal }: Asking, shown: boolean): Promise<string> {
  let isQuestion = true;
  const echo = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      if (isQuestion || shown) stderr.write(chunk.toString());
      isQuestion = false;
      done();
    },
  });
  const lines = createInterface({ input: stdin, output: echo, terminal: true });
  // A terminal in raw mode sends Ctrl-C as a character.
  lines.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  // Ctrl-D ends the input. The question itself would then wait for ever.
  const ended = new Promise<string>((resolve) =>
    lines.once('close', () => {
      resolve('');
    }),
  );
  try {
    return await Promise.race([lines.question(question, { signal }), ended]);
  } finally {
    lines.close();
    if (!shown) stderr.write('\n');
  }
}
