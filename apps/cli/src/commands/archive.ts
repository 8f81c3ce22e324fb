import { type FileHandle, open } from 'node:fs/promises';
import type { Command } from 'commander';
import { CommandFailedError } from '../command-failed';
import { answered } from '../connection/answered';
import type { Context } from '../context';
import { ExitCode } from '../exit-code';
import { archiveEnd } from '../input/archive-end';
import { examples } from '../options/examples';
import { past } from '../options/parsers';
import { checkSize, syncDirectory, writeWholly, written } from '../output/archive-file';

interface ArchiveOptions {
  out: string;
  resume?: true;
  settledBefore?: string;
  confirm?: true;
}

/** Operations of one request: a few MiB, which arrive within the time of one. */
const LINES = 500;

export function addArchive(program: Command, context: Context): void {
  program
    .command('archive')
    .description('take what has ended out into a file, a line of JSON for each operation')
    .requiredOption('--out <file>', 'where to; a file that is there is refused without --resume')
    .option('--resume', 'go on behind the last whole line of the file')
    .option('--settled-before <time>', 'only what ended before (30m, 7d, or an instant)', past(context.world.now))
    .option('--confirm', 'then confirm that it is kept, so that it may be deleted; needs an admin')
    .addHelpText(
      'after',
      examples([
        'ado archive --out operations.ndjson',
        'ado archive --out operations.ndjson --resume --confirm',
        'ado archive --out old.ndjson --settled-before 365d',
      ]),
    )
    .action((options: ArchiveOptions) => archive(context, options));
}

async function archive(context: Context, { out: path, resume, settledBefore, confirm }: ArchiveOptions): Promise<void> {
  const { out, world } = context;
  const client = await context.client();
  const file = await openFile(path, resume === true);
  let lines = 0;
  let cursor: string | undefined;
  try {
    const end = await archiveEnd(file);
    let size = end.size;
    cursor = end.cursor ?? undefined;
    for (let isComplete = false; !isComplete && !world.signal.aborted;) {
      const query = { limit: LINES, cursor, settled_before: settledBefore };
      const text = await answered(client.GET('/v1/exports/operations', { params: { query }, parseAs: 'text' }));
      const { operations, count, last } = splitEnd(text);
      const bytes = Buffer.from(operations, 'utf8');
      await written(path, async () => {
        // What was cut off in the middle is written anew. Before the first answer the file stays as it is: the API refuses
        // the cursor of another tenant's file.
        if (size === end.size) await file.truncate(size);
        await writeWholly(file, bytes, size);
      });
      size += bytes.length;
      lines += count;
      cursor = last.cursor ?? cursor;
      isComplete = last.complete;
    }
    await written(path, () => file.sync());
    await written(path, () => syncDirectory(path));
    if (!world.signal.aborted) await written(path, () => checkSize(file, size));
  } finally {
    await file.close();
  }
  if (world.signal.aborted) context.exitCode = ExitCode.interrupted;
  else if (confirm === true && cursor !== undefined)
    await answered(client.POST('/v1/exports/operations/confirm', { body: { cursor } }));
  const isConfirmed = confirm === true && !world.signal.aborted && cursor !== undefined;
  if (out.isJson) out.json({ operations: lines, cursor: cursor ?? null, confirmed: isConfirmed });
  else out.line(`${lines} operations were added to ${path}${isConfirmed ? ', and it is confirmed' : ''}.`);
}

async function openFile(path: string, isResumed: boolean): Promise<FileHandle> {
  try {
    return await open(path, isResumed ? 'r+' : 'wx+', 0o600);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (isResumed && code === 'ENOENT') return open(path, 'wx+', 0o600);
    if (code !== 'EEXIST') throw error;
    throw new CommandFailedError(ExitCode.usage, `${path} is there already`, {
      wayOut: 'Go on with it by --resume, or name another file.',
      cause: error,
    });
  }
}

interface End {
  cursor: string | null;
  complete: boolean;
}

/** An answer's lines, without the last one, which says whether more is to come. */
function splitEnd(text: string): { operations: string; count: number; last: End } {
  const at = text.trimEnd().lastIndexOf('\n') + 1;
  const last = asEnd(text.slice(at));
  if (last === null)
    throw new CommandFailedError(ExitCode.unreachable, 'the answer was cut off', { wayOut: 'Go on with --resume.' });
  const operations = text.slice(0, at);
  return { operations, count: operations.split('\n').length - 1, last };
}

function asEnd(line: string): End | null {
  try {
    const value = JSON.parse(line) as Partial<End>;
    return typeof value.complete === 'boolean' ? { cursor: value.cursor ?? null, complete: value.complete } : null;
  } catch {
    return null;
  }
}
