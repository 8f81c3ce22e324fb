import { readFile } from 'node:fs/promises';
import { wrongUse } from '../command-failed';
import type { World } from '../world';
import { readAll } from './read-all';
import { askHidden } from './ask';

/**
 * @param path a file, or `-` for stdin, which is asked without echo when it is a terminal
 * @param what names it in errors and questions
 * @returns the secret, without the line break at its end
 */
export async function readSecret(path: string, what: string, world: World): Promise<string> {
  const text = path === '-' ? await fromStdin(what, world) : await fromFile(path, what);
  const secret = text.replace(/\r?\n$/, '');
  if (secret === '') throw wrongUse(`${what} is empty (${path === '-' ? 'stdin' : path})`);
  if (/[\r\n]/.test(secret)) throw wrongUse(`${what} has more than one line (${path === '-' ? 'stdin' : path})`);
  return secret;
}

function fromStdin(what: string, world: World): Promise<string> {
  return world.stdin.isTTY === true ? askHidden(`${what}: `, world) : readAll(world);
}

async function fromFile(path: string, what: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw wrongUse(`${what} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
