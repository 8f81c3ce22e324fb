import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { debuggerPorts, parseInspected } from './inspect';
import { rebuildOnChange } from './rebuild';

const apps = ['intake-api', 'submitter'];

describe('the apps to debug', () => {
  it('are named with commas, and each gets a port of its own', async () => {
    expect(parseInspected(['--inspect', 'submitter,intake-api', '--inspect=submitter'], apps)).toEqual([
      'submitter',
      'intake-api',
    ]);
    const ports = [...(await debuggerPorts(apps)).values()];
    expect(new Set(ports).size).toBe(2);
    expect(Math.min(...ports)).toBeGreaterThanOrEqual(9229);
  });

  it.each([
    [['--inspect', 'sumbitter'], '"sumbitter"'],
    [['--inspect'], '""'],
    [['--inspcet', 'submitter'], '"--inspcet" is not an option'],
  ])('refuses %j and says why', (args, why) => {
    expect(() => parseInspected(args, apps)).toThrow(why);
  });
});

describe('a change of the code', () => {
  let root: string;
  let watching: { stop: () => void } | undefined;
  const said: string[] = [];
  const restarted: string[] = [];

  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  const watchWith = async (build: (root: string, project: string) => Promise<boolean>) => {
    watching = rebuildOnChange({
      root,
      apps,
      say: (line) => said.push(line),
      onChanged: (app) => restarted.push(app),
      build,
    });
    await sleep(50);
  };
  const until = async (condition: () => boolean) => {
    while (!condition()) await sleep(10);
  };

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'adcp-dev-'));
    write('apps/submitter/src/main.ts', '1');
    write('libs/domain/src/index.ts', '1');
    said.length = restarted.length = 0;
  });
  afterEach(() => {
    watching?.stop();
    rmSync(root, { recursive: true });
  });

  it('starts again the apps whose program it changes, and no other', async () => {
    await watchWith((_, project) => Promise.resolve(project === 'apps/submitter'));
    write('libs/domain/src/index.ts', '2');
    await until(() => restarted.length > 0);
    expect(restarted).toEqual(['submitter']);
    expect(said).toEqual(['libs/domain/src/index.ts changed; starting again: submitter']);
  });

  it('is seen each time an editor replaces the file, and in a folder that is new', async () => {
    await watchWith((_, project) => Promise.resolve(project === 'apps/submitter'));
    for (let n = 1; n <= 3; n += 1) {
      write('apps/submitter/src/main.ts~', `${n}`);
      renameSync(join(root, 'apps/submitter/src/main.ts~'), join(root, 'apps/submitter/src/main.ts'));
      await until(() => restarted.length === n);
    }
    mkdirSync(join(root, 'libs/domain/src/rules'));
    // Events of one folder come in their order: once this file is seen, the folder beside it is, and is watched.
    write('libs/domain/src/index.ts', '2');
    await until(() => restarted.length === 4);
    write('libs/domain/src/rules/rule.ts', '1');
    await until(() => restarted.length === 5);
    rmSync(join(root, 'libs/domain/src/rules'), { recursive: true });
    await until(() => restarted.length === 6);
  });

  it('leaves what runs alone when the build fails, and shows why', async () => {
    await watchWith(() => Promise.reject(new Error('main.ts:1: unexpected "}"')));
    write('apps/submitter/src/main.ts', '}');
    await until(() => said.length > 0);
    expect(said[0]).toContain('what runs stays as it is:\nmain.ts:1: unexpected "}"');
    expect(restarted).toEqual([]);
  });

  it('is built once for many files, and once more for what changed meanwhile', async () => {
    let builds = 0;
    let finish = (): void => undefined;
    await watchWith((_, project) => {
      if (project !== 'apps/submitter') return Promise.resolve(false);
      builds += 1;
      return new Promise((resolve) => {
        finish = () => {
          resolve(true);
        };
      });
    });
    for (let n = 0; n < 20; n += 1) write(`libs/domain/src/file-${n}.ts`, 'x');
    await until(() => builds === 1);
    write('libs/domain/src/index.ts', '3');
    await sleep(300);
    expect(builds).toBe(1);
    finish();
    await until(() => builds === 2);
    finish();
    await until(() => restarted.length === 2);
  });

  it('does not build for a test or a document', async () => {
    let builds = 0;
    await watchWith(() => Promise.resolve((builds += 1) > 0));
    write('libs/domain/src/index.spec.ts', 'x');
    write('libs/domain/README.md', 'x');
    await sleep(400);
    expect(builds).toBe(0);
  });
});
