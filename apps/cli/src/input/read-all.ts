import { wrongUse } from '../command-failed';
import type { World } from '../world';

const MOST_BYTES = 4 * 1_048_576;

/** @returns what comes by stdin until it ends */
export async function readAll({ stdin, signal }: Pick<World, 'stdin' | 'signal'>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  const stop = (): void => {
    stdin.destroy();
  };
  signal.addEventListener('abort', stop, { once: true });
  try {
    for await (const bytes of stdin as AsyncIterable<Buffer>) {
      size += bytes.length;
      if (size > MOST_BYTES) throw wrongUse(`stdin has more than ${MOST_BYTES / 1_048_576} MiB`);
      chunks.push(bytes);
    }
  } finally {
    signal.removeEventListener('abort', stop);
    signal.throwIfAborted();
  }
  return Buffer.concat(chunks).toString('utf8');
}
