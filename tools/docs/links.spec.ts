import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(__dirname, '../..');
const LINK = /\]\(([^)#\s]+)(#[^)\s]*)?\)/g;

function documents(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'node_modules' || (entry.name.startsWith('.') && entry.name !== '.github')) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return documents(path);
    return entry.name.endsWith('.md') ? [path] : [];
  });
}

describe('the documents', () => {
  it.each(documents('.'))('%s links to files that are there', (document) => {
    const text = readFileSync(join(root, document), 'utf8');
    const broken = [...text.matchAll(LINK)]
      .map(([, target]) => target!)
      .filter((target) => !/^[a-z]+:/.test(target) && !existsSync(join(root, dirname(document), target)));
    expect(broken).toEqual([]);
  });

  it.each(
    readdirSync(join(root, 'libs'))
      .flatMap((name) => [`libs/${name}`])
      .concat(readdirSync(join(root, 'apps')).map((name) => `apps/${name}`)),
  )('%s says on one screen what it is for', (project) => {
    const lines = readFileSync(join(root, project, 'README.md'), 'utf8').split('\n');
    expect(lines[0]).toMatch(/^# /);
    // The sandbox seller's page is longer, because it is a manual for integrators.
    if (project !== 'apps/sandbox-seller') expect(lines.length).toBeLessThan(50);
  });
});
