import type { FileHandle } from 'node:fs/promises';
import { wrongUse } from '../command-failed';

const BLOCK = 64 * 1_024;
/** No line of an export is longer: a request and a result of a seller, each with its limit, and the timeline. */
const LONGEST_LINE = 64 * 1_024 * 1_024;
const NEWLINE = 0x0a;

/**
 * Looks for the last whole line of an archive.
 * @returns where it ends, and the cursor behind it; null when there is none
 * @throws CommandFailedError when the file is no archive
 */
export async function archiveEnd(file: FileHandle): Promise<{ size: number; cursor: string | null }> {
  const { size } = await file.stat();
  const end = await newlineBefore(file, size);
  if (end === null) {
    if (size > 0) throw notOne();
    return { size: 0, cursor: null };
  }
  const begin = await newlineBefore(file, end);
  const start = begin === null ? 0 : begin + 1;
  const line = Buffer.alloc(end - start);
  await file.read(line, 0, line.length, start);
  return { size: end + 1, cursor: cursorOf(line.toString('utf8')) };
}

/** @returns the place of the last line break before this one; null when there is none */
async function newlineBefore(file: FileHandle, place: number): Promise<number | null> {
  const block = Buffer.alloc(BLOCK);
  for (let end = place; end > 0; end -= BLOCK) {
    if (place - end > LONGEST_LINE) throw notOne();
    const start = Math.max(0, end - BLOCK);
    const { bytesRead } = await file.read(block, 0, end - start, start);
    const at = block.subarray(0, bytesRead).lastIndexOf(NEWLINE);
    if (at >= 0) return start + at;
  }
  return null;
}

function cursorOf(line: string): string {
  try {
    const { cursor, operation } = JSON.parse(line) as { cursor?: unknown; operation?: unknown };
    if (typeof cursor === 'string' && operation !== undefined) return cursor;
  } catch {
    // Told below, as any other line that is none.
  }
  throw notOne();
}

function notOne(): Error {
  return wrongUse('the file does not end with a line of an archive', 'Name another file.');
}
