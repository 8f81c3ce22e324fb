import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eventCatalog } from './event-catalog';

describe('the catalogue of events', () => {
  it('is printed from the events themselves: run `npm run docs:events`', async () => {
    expect(await readFile(join(__dirname, '../../../../docs/events.md'), 'utf8')).toBe(eventCatalog());
  });
});
