import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import {
  dockerignoreFilter,
  DockerfileUnreadableError,
  named,
  parseDockerfile,
  variablesOf,
  type Stage,
} from './dockerfile';

const runLimit = 600_000;

/** The image as a directory: its `/app`, and what its process gets. */
export interface HandmadeImage {
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Does what `docker build` would, without Docker. Each stage is a directory below `target`. The Dockerfile's own COPY
 * and RUN instructions fill it, with the Node and npm that run this. This shows that the steps work and that the result
 * holds what the apps need. It does not show that the base image has what the steps need: packages of the distribution
 * (`apt-get`) are left out, and files keep their owner. `target` must not exist yet.
 */
export function makeImageByHand(workspace: string, target: string): HandmadeImage {
  const context = join(target, 'context');
  const stages = parseDockerfile(readFileSync(join(workspace, 'Dockerfile'), 'utf8'));
  copyContext(workspace, context);
  for (const stage of stages) build(stage, context, target);
  const last = stages.at(-1);
  if (!last) throw new DockerfileUnreadableError('(no FROM)');
  return {
    directory: join(target, last.name),
    environment: Object.assign({}, ...named(last, 'ENV').map(variablesOf)) as Record<string, string>,
  };
}

/** Copies the files that git has or would add, as far as `.dockerignore` lets them through. */
function copyContext(workspace: string, context: string): void {
  const enters = dockerignoreFilter(readFileSync(join(workspace, '.dockerignore'), 'utf8'));
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: workspace,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  for (const path of listed.split('\0').filter((file) => file !== '' && enters(file))) {
    const from = join(workspace, path);
    if (existsSync(from)) cpSync(from, join(context, path));
  }
}

function build(stage: Stage, context: string, target: string): void {
  const directory = join(target, stage.name);
  const environment: Record<string, string> = {};
  mkdirSync(directory, { recursive: true });
  for (const { name, rest } of stage.instructions) {
    if (name === 'ENV') Object.assign(environment, variablesOf(rest));
    else if (name === 'COPY') copy(rest, directory, context, target);
    else if (name === 'RUN') run(rest, directory, environment);
    else if (!['WORKDIR', 'USER', 'EXPOSE', 'HEALTHCHECK', 'ENTRYPOINT', 'CMD'].includes(name))
      throw new DockerfileUnreadableError(`${name} ${rest}`);
  }
}

/** Paths of an image begin with `/app`, the only directory that our image works in. */
function copy(rest: string, directory: string, context: string, target: string): void {
  const words = rest.split(/\s+/);
  const stage = /^--from=(\S+)$/.exec(words[0] ?? '')?.[1];
  const paths = stage === undefined ? words : words.slice(1);
  const sources = paths
    .slice(0, -1)
    .map((path) => (stage === undefined ? join(context, path) : join(target, stage, path.replace(/^\/app/, ''))));
  const destination = resolve(directory, paths.at(-1) ?? '');
  for (const source of sources) {
    const intoDirectory = !statSync(source).isDirectory() && (sources.length > 1 || (paths.at(-1) ?? '').endsWith('/'));
    const to = intoDirectory ? join(destination, basename(source)) : destination;
    mkdirSync(dirname(to), { recursive: true });
    cpSync(source, to, { recursive: true, verbatimSymlinks: true });
  }
}

function run(rest: string, directory: string, environment: Record<string, string>): void {
  const command = rest.replace(/^(--mount=\S+ )+/, '');
  if (command.includes('apt-get')) return;
  console.log(`RUN ${command}`);
  // Passes on only what a container would have of this environment, so that nothing of this machine leaks in.
  const { PATH, HOME } = process.env;
  execFileSync('sh', ['-c', command], {
    cwd: directory,
    stdio: 'inherit',
    timeout: runLimit,
    env: { PATH, HOME, ...environment },
  });
}
