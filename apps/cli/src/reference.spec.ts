import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BEGIN, END, documentPath, documentsBelow, realTree, referenceRows, root, rowsOf } from '../testing/reference';
import { CliUnderTest } from '../testing/cli-under-test';
import { ExitCode, exitCodeWords } from './exit-code';

const tree = realTree();
const document = readFileSync(documentPath, 'utf8');

/** @returns what is wrong with a line such as `ado sellers probe acme`; null when nothing is */
function problemOf(line: string): string | null {
  const words = line.split(/\s+/).slice(1);
  let path = '';
  for (const word of words) {
    const next = `${path} ${word}`.trim();
    if (!tree.some((node) => node.path === next)) break;
    path = next;
  }
  const node = tree.find((each) => each.path === path);
  if (node === undefined || (node.commands.length > 0 && !/--?h(elp)?\b/.test(line)))
    return `"${line}" names no command`;
  const known = [
    '--help',
    '-h',
    ...[...node.options, ...(tree[0]?.options ?? [])].flatMap(({ long, short }) => [long, short]),
  ];
  const unknown = words.filter((word) => /^--?[a-z]/.test(word)).map((word) => word.split('=')[0] ?? '');
  const wrong = unknown.find((word) => !known.includes(word));
  return wrong === undefined ? null : `"${line}": ado ${path} has no ${wrong}`;
}

/** The command of each line that calls us, without pipes, redirections and quoted text. */
function callsIn(text: string): string[] {
  const blocks = [...text.matchAll(/```(?:sh|bash|console)\n([\s\S]*?)```/g)].map(([, block]) => block ?? '');
  return blocks.flatMap((block) =>
    block
      .replace(/\\\n\s*/g, ' ')
      .split('\n')
      .map((line) => line.trim().replace(/^\$ /, '').replace(/^npx /, ''))
      .filter((line) => /^ado( |$)/.test(line))
      .map(
        (line) =>
          line
            .replace(/"[^"]*"|'[^']*'/g, 'text')
            .split(/ [|<>&#]/)[0]
            ?.trim() ?? '',
      ),
  );
}

describe('docs/command-line.md', () => {
  it('has a row for each command, with its words and options: run `npm run docs:commands`', () => {
    const table = document.slice(document.indexOf(BEGIN), document.indexOf(END));
    expect(rowsOf(table)).toEqual(referenceRows(tree).map((row) => row.map((cell) => cell.replaceAll('|', '\\|'))));
  });

  it('has the exit codes that there are', () => {
    const codes = rowsOf(document.slice(document.indexOf('## Exit codes'))).slice(0, Object.keys(ExitCode).length);
    expect(codes).toEqual(Object.entries(exitCodeWords).map(([code, words]) => [`\`${code}\``, words]));
  });
});

describe('every document', () => {
  it.each([...documentsBelow('docs'), 'README.md', 'apps/cli/README.md'])(
    '%s calls only commands and options that exist',
    (path) => {
      const wrong = callsIn(readFileSync(join(root, path), 'utf8'))
        .map(problemOf)
        .filter((problem) => problem !== null);
      expect(wrong).toEqual([]);
    },
  );
});

describe('the help', () => {
  const cli = new CliUnderTest({});
  afterAll(() => {
    cli.remove();
  });

  it.each(tree.map(({ path }) => path))(
    'of "ado %s" has examples that work, and says what each option is',
    async (path) => {
      const words = path.split(' ').filter((word) => word !== '');
      const { code, out, err } = await cli.run([...words, '--help']);
      expect([code, err]).toEqual([0, '']);
      const [, text = ''] = out.split('Examples:\n');
      const calls = text
        .split('\n')
        .filter((line) => line.startsWith('  $ '))
        .map((line) => line.slice(4));
      expect(calls.length).toBeGreaterThan(0);
      expect(
        callsIn(`\`\`\`sh\n${calls.join('\n')}\n\`\`\``)
          .map(problemOf)
          .filter((problem) => problem !== null),
      ).toEqual([]);
      const node = tree.find((each) => each.path === path);
      for (const { flags, description } of node?.options ?? [])
        expect([flags, description]).toEqual([flags, expect.stringMatching(/\w/)]);
      expect(out).toContain('--json');
    },
  );
});
