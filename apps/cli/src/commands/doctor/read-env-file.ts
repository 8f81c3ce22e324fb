import { readFile, stat } from 'node:fs/promises';
import { parseEnv } from 'node:util';
import { wrongUse } from '../../command-failed';

const MOST_BYTES = 1_048_576;

/** @returns the variables of a file such as `.env.example` */
export async function readEnvFile(path: string): Promise<NodeJS.ProcessEnv> {
  try {
    const { size } = await stat(path);
    if (size > MOST_BYTES) throw wrongUse(`${path} has more than ${MOST_BYTES / 1_048_576} MiB`);
    return parseEnv(await readFile(path, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error)
      throw wrongUse(
        `${path} cannot be read: ${error.message}`,
        'Name the file with the variables of the installation.',
      );
    throw error;
  }
}
