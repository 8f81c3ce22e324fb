import { closeSync, mkdirSync, openSync, renameSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { ProvisioningError, codeOf, messageOf } from '../shared/problem.mjs';

/** A file that has grown to this size is put aside, and replaces the one put aside before. */
const mostBytes = 10 * 1024 * 1024;

/**
 * Where the log of `npm start` goes.
 * @param text LOG_TO
 * @throws ProvisioningError
 */
export function parseLogTo(text: string | undefined): 'files' | 'stdout' {
  if (text === undefined || text === '' || text === 'files') return 'files';
  if (text === 'stdout') return text;
  throw new ProvisioningError(
    `LOG_TO="${text}" is no place for the log.`,
    'Set LOG_TO=stdout to have it printed, or leave it unset: each process then has its own file in DATA_DIR/logs.',
  );
}

export interface LogFile {
  write: (text: string) => void;
  close: () => void;
}
export interface LogFiles {
  write: (name: string, line: string) => void;
  close: () => void;
}

/**
 * A log file of at most 10 MiB. What was there before, and what is too much, is kept once, as `<path>.1`. A line is in
 * the file when the call returns, so that the last words of a process that died are never lost. A file that cannot be
 * written stops nothing: this is said once, and again after it has worked in between.
 */
export function logFile(
  path: string,
  say: (line: string) => void,
  { most = mostBytes }: { most?: number } = {},
): LogFile {
  let file: number | undefined;
  let size = sizeOf(path);
  let failing = false;
  const close = () => {
    if (file !== undefined) closeSync(file);
    file = undefined;
  };
  const putAside = () => {
    close();
    renameSync(path, `${path}.1`);
    size = 0;
  };
  const write = (text: string) => {
    try {
      if (size > 0 && (file === undefined || size + text.length > most)) putAside();
      file ??= openSync(path, 'a', 0o600);
      size += writeSync(file, text);
      failing = false;
    } catch (error) {
      if (!failing) say(`The log ${path} cannot be written: ${messageOf(error)}`);
      failing = true;
    }
  };
  return { write, close };
}

/** One log file for each process: `<directory>/<process>.log`. */
export function logFiles(directory: string, say: (line: string) => void): LogFiles {
  const files = new Map<string, LogFile>();
  try {
    mkdirSync(directory, { recursive: true });
  } catch (error) {
    throw new ProvisioningError(
      `The logs cannot be kept in ${directory} (${messageOf(error)}).`,
      'Make it a directory that this user may write, or set LOG_TO=stdout.',
      { cause: error },
    );
  }
  return {
    write: (name, line) => {
      let file = files.get(name);
      if (!file) files.set(name, (file = logFile(join(directory, `${name}.log`), say)));
      file.write(`${line}\n`);
    },
    close: () => {
      for (const file of files.values()) file.close();
    },
  };
}

function sizeOf(path: string): number {
  try {
    return statSync(path).size;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return 0;
    throw error;
  }
}
