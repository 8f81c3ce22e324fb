import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eventCatalog } from '../src/events/event-catalog';

/** Writes `docs/events.md`: `npm run docs:events`. */
void writeFile(join(__dirname, '../../../docs/events.md'), eventCatalog());
