import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { entities } from './data-source';

const source = join(__dirname, '..');

/** Statements that look at rows of many tenants, and why. Those without a name are listed by their function. */
const overAllTenants: Record<string, string> = {
  'bulk-claim': 'what is due; taken by its whole key',
  'bulk-delete-old': 'what is old; taken by its whole key',
  foundCandidates: 'what is due; the claim takes each row by its tenant and id',
  'lease-candidates-at-rest': 'what is due; the claim takes each row by its tenant and id',
  'delivery-candidates': 'what is due; the claim takes each row by its tenant and id',
  'poll-sellers': 'what is due; a turn is taken by tenant and seller',
  'follow-sellers': 'what is due; a turn is taken by tenant and seller',
  'deadlines-passed': 'what is due; the gate reads each by its tenant and id',
  'deadlines-near': 'what is due; the gate reads each by its tenant and id',
  'overdue-passed': 'what is due; the gate reads each by its tenant and id',
  'creatives-warn': 'what is due; taken by its whole key',
  'seller-reconcile': 'what is due; taken by its whole key',
  'seller-forget-previous-secrets': 'what is due; taken by its whole key',
  'subscription-forget-previous-secrets': 'what is due; taken by its whole key',
  'answers-delete-old': 'what is old; taken by its whole key',
  'webhook-kept-tasks': 'a walk along the whole key',
  'webhook-delete-old': 'what is old; taken by its whole key',
  'stats-overdue': 'a count for an operator',
  dueAtSellers: 'a count for an operator',
  'stats-overdue-age': 'an age for an operator',
  oldestAtSellers: 'an age for an operator',
  'stats-ageing': 'a count for an operator',
  'stats-dead-deliveries': 'a count for an operator',
  'stats-pending': 'a count for an operator',
  'stats-attention': 'a count for an operator',
  'seller-paused': 'a count for an operator',
  'seller-addresses': 'addresses for an operator',
  'sealed-key-ids': 'ids of keys for an operator',
  'retention-waiting': 'a count for an operator',
  doubtAll: 'a restore is of all tenants; each row is written by its tenant and id',
  stopJobs: 'a restore is of all tenants',
  lookBeforeRestore: 'a restore is of all tenants',
  reportRestore: 'a restore is of all tenants',
  'tenant-of-platform': 'it finds the tenant',
  'webhook-seller-by-token': 'the token says the tenant',
  'webhook-bearer-sellers': 'the secret says the tenant',
  'webhook-hmac-sellers-of-task': 'the signature says the tenant',
};

const tables = entities
  .filter(({ options }) => Object.keys(options.columns).includes('tenant_id'))
  .map(({ options }) => options.name);
const table = `(${tables.join('|')})`;
const aliasOf = '(?:\\s+(?:AS\\s+)?(?!(?:ON|WHERE|SET|USING|CROSS|LEFT|JOIN|ORDER|GROUP|LIMIT|FOR|UNION)\\b)(\\w+))?';
const reference = new RegExp(`\\b(?:FROM|JOIN|UPDATE)\\s+${table}\\b${aliasOf}`, 'gi');
const insert = new RegExp(`\\bINSERT INTO\\s+${table}\\b(?:\\s+AS\\s+\\w+)?\\s*\\(([^)]*)\\)`, 'gi');
const mentions = new RegExp(`\\b(?:FROM|JOIN|UPDATE|INSERT INTO)\\s+${table}\\b`, 'i');

/** The queries of a statement. In each, the queries inside it are replaced by `()`. */
function queriesOf(sql: string): string[] {
  const found: string[] = [];
  const around: string[] = [];
  let query = '';
  for (const character of sql) {
    const outer = character === ')' ? around.pop() : undefined;
    if (character === '(') {
      around.push(query);
      query = '';
    } else if (outer !== undefined) {
      const isQuery = /^\s*(?:WITH|SELECT|INSERT|UPDATE|DELETE)\b/i.test(query);
      if (isQuery) found.push(query);
      query = `${outer}(${isQuery ? '' : query})`;
    } else {
      query += character;
    }
  }
  // One fragment may close a bracket that another has opened.
  return [...found, ...around, query].flatMap((query) => query.split(/\bUNION(?: ALL)?\b/i));
}

/** The tables that one query reads, joins or inserts into without naming the tenant. */
function withoutTenant(query: string): string[] {
  const lacking: string[] = [];
  for (const [, name = '', columns = ''] of query.matchAll(insert)) {
    if (!/\btenant_id\b/.test(columns)) lacking.push(name);
  }
  const references = [...query.matchAll(reference)];
  for (const [, name = '', alias = name] of references) {
    const named = new RegExp(
      `\\b${alias}\\.tenant_id\\s*=|=\\s*${alias}\\.tenant_id\\b|\\(${alias}\\.tenant_id\\b[^)]*\\)\\s*(?:=|IN\\b)`,
      'i',
    );
    const only = references.length === 1 && /(?<![.\w])tenant_id\s*=|\(tenant_id\b[^)]*\)\s*(?:=|IN\b)/i.test(query);
    if (!named.test(query) && !only && !/\bUSING\s*\(tenant_id\b/i.test(query)) lacking.push(`${name} ${alias}`);
  }
  return lacking;
}

interface Statement {
  name: string;
  sql: string;
}

/**
 * Every literal of a file that names a tenant's table. Constants of the file are put in where the literal uses them.
 */
function statementsOf(path: string): Statement[] {
  const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const constants = new Map<string, ts.Expression>();
  const statements: Statement[] = [];
  const textOf = (node: ts.Expression): string | null => {
    if (ts.isStringLiteralLike(node)) return node.text;
    if (ts.isIdentifier(node)) {
      const value = constants.get(node.text);
      return value === undefined || !ts.isTemplateLiteral(value) ? null : textOf(value);
    }
    if (!ts.isTemplateExpression(node)) return null;
    const spans = node.templateSpans.map(
      ({ expression, literal }) => `${textOf(expression) ?? 'given'}${literal.text}`,
    );
    return node.head.text + spans.join('');
  };
  const nameOf = (node: ts.Node): string => {
    for (let at: ts.Node = node; !ts.isSourceFile(at); at = at.parent) {
      if (ts.isObjectLiteralExpression(at)) {
        for (const property of at.properties) {
          if (!ts.isPropertyAssignment(property) || property.name.getText() !== 'name') continue;
          if (ts.isStringLiteral(property.initializer)) return property.initializer.text;
        }
      }
      if (ts.isFunctionDeclaration(at) && at.name !== undefined) return at.name.text;
      if (ts.isVariableDeclaration(at) && ts.isSourceFile(at.parent.parent.parent)) return at.name.getText();
    }
    return relative(source, path);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer !== undefined) {
      constants.set(node.name.text, node.initializer);
    }
    const sql = ts.isStringLiteralLike(node) || ts.isTemplateExpression(node) ? textOf(node) : null;
    if (sql !== null && mentions.test(sql)) statements.push({ name: nameOf(node), sql });
    else ts.forEachChild(node, visit);
  };
  visit(file);
  return statements;
}

const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.spec.ts') && !path.includes('migrat'))
  .map((path) => join(source, path));
const statements = files.flatMap(statementsOf);

describe('the statements of the ledger', () => {
  it('name the tenant of every row that they look up, join or insert, but the known ones', () => {
    const lacking = new Map<string, string[]>();
    for (const { name, sql } of statements) {
      const found = queriesOf(sql.replace(/--.*$/gm, '')).flatMap(withoutTenant);
      if (found.length > 0) lacking.set(name, found);
    }
    expect(Object.fromEntries([...lacking].filter(([name]) => overAllTenants[name] === undefined))).toEqual({});
    expect(Object.keys(overAllTenants).filter((name) => !lacking.has(name))).toEqual([]);
  });

  it('are found by this test', () => {
    expect(statements.length).toBeGreaterThan(60);
  });

  it.each([
    ['SELECT * FROM operations WHERE id = $1', ['operations operations']],
    ['SELECT * FROM operations WHERE tenant_id = $1 AND id = $2', []],
    ['SELECT * FROM deliveries d JOIN events e ON e.id = d.event_id WHERE d.tenant_id = $1', ['events e']],
    ['UPDATE operations o SET x = 1 FROM input i WHERE o.id = i.id', ['operations o']],
    ['UPDATE operations o SET x = 1 FROM input i WHERE o.tenant_id = i.tenant_id AND o.id = i.id', []],
    ['SELECT 1 FROM w WHERE EXISTS (SELECT FROM operations r WHERE r.retry_of = w.id)', ['operations r']],
    ['INSERT INTO timeline (operation_id, kind) SELECT 1, 2', ['timeline']],
    ['DELETE FROM webhook_claims WHERE (tenant_id, seller_id) IN (SELECT 1, 2)', []],
  ])('are judged: %s', (sql, lacking) => {
    expect(queriesOf(sql).flatMap(withoutTenant)).toEqual(lacking);
  });
});
