// The credentials key that is kept beside the embedded datastore, and the previous ones while they are still needed.
import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from '../shared/problem.mjs';

export const keyFile = 'credentials-key';
export const previousKeysFile = 'credentials-key-previous';

/** @returns the previous keys, in the form of CREDENTIALS_KEY_PREVIOUS */
export function previousKeys(directory: string): string | undefined {
  try {
    return readFileSync(join(directory, previousKeysFile), 'utf8').trim() || undefined;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Replaces the kept key by a new one, and keeps the old one as a previous key. The old key is written first: a command
 * that is killed in between has lost no key.
 */
export function replaceKey(directory: string, current: string): void {
  const before = previousKeys(directory);
  write(join(directory, previousKeysFile), before === undefined ? current : `${current},${before}`);
  write(join(directory, keyFile), randomBytes(32).toString('base64'));
}

/** Call it when nothing is sealed under the previous keys any more. */
export function forgetPreviousKeys(directory: string): void {
  rmSync(join(directory, previousKeysFile), { force: true });
}

function write(path: string, text: string): void {
  const unfinished = `${path}.${process.pid}`;
  writeFileSync(unfinished, `${text}\n`, { mode: 0o600, flush: true });
  renameSync(unfinished, path);
}
