import { readFileSync, writeFileSync } from 'node:fs';
import { BEGIN, END, documentPath, realTree, referenceRows } from './reference';

/** Writes the table of `docs/command-line.md`: `npm run docs:commands`, then prettier. */
const text = readFileSync(documentPath, 'utf8');
const rows = referenceRows(realTree()).map((cells) => `| ${cells.join(' | ')} |`);
const table = ['| command | what it does | options |', '| --- | --- | --- |', ...rows].join('\n');
const [before = '', rest = ''] = text.split(BEGIN);
const after = rest.split(END)[1] ?? '';
writeFileSync(documentPath, `${before}${BEGIN}\n\n${table}\n\n${END}${after}`);
