import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';

const record = z.record(z.string(), z.string()).default({});
const lockfile = z.object({
  packages: z.record(z.string(), z.looseObject({ dependencies: record, optionalDependencies: record })),
});

/** Where Node would look for `dependency` from `path`: beside it, then in each directory above. */
function* candidates(path: string, dependency: string): Generator<string> {
  for (let from = path; ; from = from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/')))) {
    yield `${from === '' ? '' : `${from}/`}node_modules/${dependency}`;
    if (from === '') return;
  }
}

describe('package-lock.json', () => {
  // `npm ci` refuses a lock without these packages. npm leaves out what its registry did not carry when the lock was
  // written: the binaries of other platforms, where a mirror has only those of this one.
  it('has every dependency of every package, the optional ones of other platforms too', () => {
    const { packages } = lockfile.parse(
      JSON.parse(readFileSync(resolve(__dirname, '../../package-lock.json'), 'utf8')),
    );
    const missing = Object.entries(packages).flatMap(([path, { dependencies, optionalDependencies }]) =>
      Object.keys({ ...dependencies, ...optionalDependencies })
        .filter((dependency) => ![...candidates(path, dependency)].some((candidate) => candidate in packages))
        .map((dependency) => `${path || '(root)'} needs ${dependency}`),
    );
    expect(missing).toEqual([]);
  });
});
