import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CommandFailedError } from '../command-failed';
import { ExitCode } from '../exit-code';

/** `FileHandle.write` may write a part and say so: on a disk that is nearly full, only the next call fails. */
export async function writeWholly(file: FileHandle, bytes: Buffer, at: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, at + done);
    done += bytesWritten;
  }
}

/** A new file's name is kept by its directory: without this, the name may be gone after a power failure. */
export async function syncDirectory(path: string): Promise<void> {
  if (process.platform === 'win32') return; // Directories cannot be opened there.
  const directory = await open(dirname(path), 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

/** @throws Error when the file has another size than what was written to it */
export async function checkSize(file: FileHandle, size: number): Promise<void> {
  const { size: found } = await file.stat();
  if (found !== size) throw new Error(`it has ${found} bytes instead of ${size}. Does something else write to it?`);
}

/**
 * Runs a step of writing an archive.
 * @throws CommandFailedError when it fails; what is confirmed after that would not be kept
 */
export async function written(path: string, step: () => Promise<void>): Promise<void> {
  try {
    await step();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CommandFailedError(ExitCode.failed, `${path} could not be written: ${why}`, {
      wayOut: 'Nothing was confirmed. Mend the cause, and go on with --resume.',
      cause: error,
    });
  }
}
