import type { Schemas } from '../../api/types';
import type { Column } from '../../parts/data-table';
import { Clock } from '../../parts/when';
import { texts } from '../../texts';

export type AuditLine = Schemas['AuditEntry'];
const { columns: words, kinds } = texts.audit;

export const auditColumns: readonly Column<AuditLine>[] = [
  { id: 'at', header: words.at, width: 130, cell: ({ at }) => <Clock at={at} /> },
  { id: 'actor', header: words.actor, cell: ({ actor }) => actor.name },
  { id: 'kind', header: words.kind, cell: ({ kind }) => kindText(kind) },
  { id: 'target', header: words.target, cell: ({ target }) => <code title={target}>{target}</code>, from: 620 },
  { id: 'detail', header: words.detail, cell: ({ detail }) => detailText(detail), from: 900 },
];

/** @returns what was done in words; the kind itself where a later release has others */
export function kindText(kind: string): string {
  return kinds[kind] ?? kind;
}

/** What fits into a line. The panel has all of it. */
function detailText(detail: AuditLine['detail']): string {
  return Object.entries(detail)
    .filter(([, value]) => typeof value === 'string' || typeof value === 'number' || Array.isArray(value))
    .map(([name, value]) => `${name.replaceAll('_', ' ')}: ${Array.isArray(value) ? value.join(', ') : String(value)}`)
    .join(' · ');
}
