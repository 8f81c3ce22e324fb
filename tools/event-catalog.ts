import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eventCatalog } from '../apps/intake-api/src/events/event-catalog';

const target = join(__dirname, '..', 'docs', 'events.md');

/** @returns whether the document on disk is the one that the catalogue prints */
export async function catalogIsCurrent(): Promise<boolean> {
  return (await readFile(target, 'utf8')) === eventCatalog();
}

if (require.main === module) void writeFile(target, eventCatalog());
