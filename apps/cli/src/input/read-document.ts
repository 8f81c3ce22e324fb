import { readFile } from 'node:fs/promises';
import { wrongUse } from '../command-failed';
import type { World } from '../world';
import { readAll } from './read-all';

/**
 * @param path a file, or `-` for stdin
 * @param what names it in errors
 * @returns the object that is in it, as JSON or YAML
 */
export async function readDocument(path: string, what: string, world: World): Promise<Record<string, unknown>> {
  const text = path === '-' ? await readAll(world) : await fromFile(path, what);
  const { parse } = await import('yaml');
  let value: unknown;
  try {
    value = parse(text);
  } catch (error) {
    throw wrongUse(
      `${what} is neither JSON nor YAML: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : ''}`,
    );
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw wrongUse(`${what} is no object (${path})`);
  return value as Record<string, unknown>;
}

async function fromFile(path: string, what: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw wrongUse(`${what} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
