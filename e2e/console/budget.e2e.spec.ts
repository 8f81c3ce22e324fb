import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { workspaceRoot } from '../support/workspace';

const built = join(workspaceRoot, 'dist', 'apps', 'console');
const MOST_BYTES = 250 * 1024;

interface Piece {
  file: string;
  isEntry?: boolean;
  isDynamicEntry?: boolean;
  imports?: string[];
}

const manifest = JSON.parse(readFileSync(join(built, '.vite', 'manifest.json'), 'utf8')) as Record<string, Piece>;
const sizeOf = (file: string): number => gzipSync(readFileSync(join(built, file)), { level: 9 }).length;

/** A piece of the bundle and all that it needs before it runs. */
function filesOf(name: string, known = new Set<string>()): Set<string> {
  const piece = manifest[name];
  if (piece === undefined || known.has(piece.file)) return known;
  known.add(piece.file);
  for (const needed of piece.imports ?? []) filesOf(needed, known);
  return known;
}

describe('the built console', () => {
  const entry = Object.keys(manifest).find((name) => manifest[name]?.isEntry === true) ?? '';
  const pages = Object.keys(manifest).filter((name) => /^src\/pages\/.*-page\.tsx$/.test(name));
  const worker = /assets\/live-worker-[\w-]+\.js/;

  it.each(pages)('loads at most 250 KB of compressed script before %s is usable', (page) => {
    const files = filesOf(page, filesOf(entry));
    const scripts = [...files].filter((file) => file.endsWith('.js'));
    const start = scripts.map((file) => readFileSync(join(built, file), 'utf8')).join('\n');
    const [live = ''] = worker.exec(start) ?? [];
    expect(existsSync(join(built, live))).toBe(true);
    const bytes = [...scripts, live].reduce((sum, file) => sum + sizeOf(file), 0);
    expect({ page, bytes, fits: bytes <= MOST_BYTES }).toEqual({ page, bytes, fits: true });
  });

  it('holds nothing that only programs of desks need', () => {
    const all = [...filesOf(entry)].map((file) => readFileSync(join(built, file), 'utf8')).join('\n');
    expect(all).not.toContain('WebhookVerificationError');
  });

  it('has each larger file compressed as well', () => {
    for (const { file } of Object.values(manifest)) {
      if (readFileSync(join(built, file)).length < 1_024 || !/\.(js|css)$/.test(file)) continue;
      for (const ending of ['br', 'gz']) expect(existsSync(join(built, `${file}.${ending}`))).toBe(true);
    }
  });
});
