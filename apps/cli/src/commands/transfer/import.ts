import { readFile, stat } from 'node:fs/promises';
import type { Command } from 'commander';
import { wrongUse } from '../../command-failed';
import type { Context } from '../../context';
import { ExitCode } from '../../exit-code';
import { readAll } from '../../input/read-all';
import { examples } from '../../options/examples';
import type { Output } from '../../output/output';
import type { Column } from '../../output/table';
import type { World } from '../../world';
import { counted } from '../../words';
import { type Applied, applyAll } from './apply';
import { type Change, type Difference, type Plan, planOf } from './plan';
import { demandReferences } from './reference';
import { readSettings } from './settings';

const MOST_BYTES = 1_048_576;

type Row = Pick<Change, 'action' | 'kind' | 'name'> & Difference;

const columns: readonly Column<Row>[] = [
  { name: 'action', of: ({ action }) => action },
  { name: 'kind', of: ({ kind }) => kind },
  { name: 'name', of: ({ name }) => name },
  { name: 'field', of: ({ field }) => field },
  { name: 'before', of: ({ before }) => before },
  { name: 'after', of: ({ after }) => after },
];

export function addImport(program: Command, context: Context): void {
  program
    .command('import')
    .description('compare the tenant with a file of "ado export"; with --apply make it so. Nothing is deleted')
    .argument('<file>', 'YAML; - for stdin')
    .option('--apply', 'do it; absent: only say what would be done')
    .option('--secrets', 'send the secrets that the file names also where one is set already')
    .addHelpText('after', examples(['ado import settings.yaml', 'ACME_TOKEN=... ado import settings.yaml --apply']))
    .action(async (path: string, { apply, secrets }: { apply?: true; secrets?: true }) => {
      const text = await textOf(path, context.world);
      const { parseTransfer } = await import('./transfer-form.ts');
      const file = parseTransfer(text, path === '-' ? 'stdin' : path);
      const client = await context.client();
      const plan = planOf(file, await readSettings(client), secrets === true);
      const { out, world } = context;
      if (!out.isJson) showPlan(plan, out);
      demandReferences(
        plan.changes.flatMap(({ references }) => references),
        world.env,
      );
      const applied: Applied[] = [];
      if (apply === true) {
        for await (const one of applyAll(plan.changes, client, world)) {
          applied.push(one);
          if (!out.isJson) showApplied(one, out);
        }
      }
      if (out.isJson) out.json(asJson(plan, applied, apply === true));
      const failed = applied.filter(({ error }) => error !== null).length;
      tellEnd(plan, applied.length - failed, failed, apply === true, out);
      if (failed > 0) context.exitCode = ExitCode.failed;
    });
}

async function textOf(path: string, world: World): Promise<string> {
  const text = path === '-' ? await readAll(world) : await fromFile(path);
  if (Buffer.byteLength(text) > MOST_BYTES) throw wrongUse(`the file has more than ${MOST_BYTES / 1_048_576} MiB`);
  return text;
}

async function fromFile(path: string): Promise<string> {
  try {
    const { size } = await stat(path);
    return size > MOST_BYTES ? ' '.repeat(MOST_BYTES + 1) : await readFile(path, 'utf8');
  } catch (error) {
    throw wrongUse(`the file cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function showPlan({ changes, onlyThere }: Plan, out: Output): void {
  if (!out.isTerminal) {
    const rows = changes.flatMap(({ action, kind, name, differences }) =>
      differences.map((difference) => ({ action, kind, name, ...difference })),
    );
    out.table(columns, rows);
    return;
  }
  for (const { action, kind, name, differences } of changes) {
    const isNew = action === 'add';
    out.line(out.paint(isNew ? 'green' : 'yellow', `${isNew ? '+' : '~'} ${kind} ${out.plain(name)}`));
    for (const { field, before, after } of differences) {
      const words = isNew ? (after ?? '') : `${before ?? 'nothing'} -> ${after ?? 'nothing'}`;
      out.line(`    ${field}: ${out.plain(words)}`);
    }
  }
  for (const { kind, name } of onlyThere)
    out.line(out.paint('dim', `  ${kind} ${out.plain(name)} is not in the file: it stays`));
}

function showApplied({ change, error, secret }: Applied, out: Output): void {
  const what = `${change.kind} ${change.name}`;
  if (error !== null) out.remark(`failed: ${out.plain(`${what}: ${error}`)}`);
  else out.remark(out.plain(`done: ${what}`));
  if (secret !== null) out.line(`${out.plain(change.name)}: its signing secret, shown this once, is ${secret}`);
}

function tellEnd({ changes, unchanged }: Plan, done: number, failed: number, applied: boolean, out: Output): void {
  const same = `${counted(unchanged, 'item')} ${unchanged === 1 ? 'is' : 'are'} as the file says.`;
  if (changes.length === 0) out.remark(`There is nothing to do: ${same}`);
  else if (!applied) out.remark(`${counted(changes.length, 'change')}, ${same} Nothing was changed: --apply does it.`);
  else if (failed === 0) out.remark(`${counted(done, 'change')} made.`);
  else
    out.remark(`${done} of ${counted(changes.length, 'change')} made, ${failed} not. The same command does the rest.`);
}

function asJson({ changes, unchanged, onlyThere }: Plan, applied: readonly Applied[], isApplied: boolean) {
  return {
    applied: isApplied,
    changes: changes.map((change, index) => {
      const { action, kind, name, differences } = change;
      const one = applied[index];
      const outcome = one === undefined ? {} : { done: one.error === null, error: one.error, secret: one.secret };
      return { action, kind, name, differences, ...outcome };
    }),
    unchanged,
    only_there: onlyThere,
  };
}
