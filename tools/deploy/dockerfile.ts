/** One instruction of a Dockerfile, its continuation lines joined: `COPY`, and `--from=build /app/dist dist`. */
export interface Instruction {
  readonly name: string;
  readonly rest: string;
}

/** A stage: what it starts from (an image, or an earlier stage's name), and what is done in it. */
export interface Stage {
  readonly name: string;
  readonly from: string;
  readonly instructions: readonly Instruction[];
}

/** The reader does not understand this Dockerfile. It knows what ours uses, and no more. */
export class DockerfileUnreadableError extends Error {
  constructor(line: string) {
    super(`the Dockerfile has an instruction that is not understood here: ${line}`);
    this.name = 'DockerfileUnreadableError';
  }
}

/** The stages of a Dockerfile in their order. What comes before the first FROM (ARG) is left out. */
export function parseDockerfile(text: string): Stage[] {
  const lines = text
    .split('\n')
    .filter((line) => !/^\s*(#|$)/.test(line))
    .join('\n')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n');
  const stages: { name: string; from: string; instructions: Instruction[] }[] = [];
  for (const line of lines) {
    const [, name, rest] = /^([A-Z]+) (.+)$/.exec(line) ?? [];
    if (name === undefined || rest === undefined) throw new DockerfileUnreadableError(line);
    if (name === 'FROM') {
      const [, from, stage] = /^(\S+) AS (\S+)$/.exec(rest) ?? [];
      if (from === undefined || stage === undefined) throw new DockerfileUnreadableError(line);
      stages.push({ name: stage, from, instructions: [] });
    } else {
      stages.at(-1)?.instructions.push({ name, rest });
    }
  }
  return stages;
}

/** The variables that an `ENV` instruction sets. */
export const variablesOf = (rest: string): Record<string, string> =>
  Object.fromEntries(
    rest.split(/\s+/).map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  );

/** The instructions of that name in a stage. */
export const named = (stage: Stage, name: string): string[] =>
  stage.instructions.filter((one) => one.name === name).map(({ rest }) => rest);

/**
 * Says whether `.dockerignore` lets a file of the workspace (relative path) into the build. The last pattern that fits
 * decides.
 */
export function dockerignoreFilter(text: string): (path: string) => boolean {
  const rules = text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => ({ keep: line.startsWith('!'), pattern: patternOf(line.replace(/^!/, '')) }));
  return (path) => rules.reduce((kept, { keep, pattern }) => (pattern.test(path) ? keep : kept), true);
}

/** `**` spans directories and `*` does not. A pattern that fits a directory fits everything below it. */
function patternOf(glob: string): RegExp {
  const source = glob
    .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll(/\*\*\/|\*/g, (star) => (star === '*' ? '[^/]*' : '(?:.*/)?'));
  return new RegExp(`^${source}(?:/.*)?$`);
}
