import type { Schemas, TimelineEntry } from '../../../api/types';

type Delivery = Schemas['Delivery'];

/** A line of what happened: something of the operation, or somebody who was told of it. */
export type StoryLine =
  | { kind: 'entry'; key: string; at: string; isCall: boolean; entry: TimelineEntry }
  | { kind: 'told'; key: string; at: string; delivery: Delivery };

export const storyTabs = ['all', 'calls', 'told'] as const;
export type StoryTab = (typeof storyTabs)[number];

/** What came from the publisher, or went to it. */
const callSources: ReadonlySet<string> = new Set(['response', 'poll', 'webhook', 'reconcile', 'lease']);

/** @returns everything that happened in its order; what somebody was told comes after what it tells */
export function storyOf(entries: readonly TimelineEntry[], deliveries: readonly Delivery[]): StoryLine[] {
  const lines: StoryLine[] = [
    ...entries.map((entry): StoryLine => ({
      kind: 'entry',
      key: `e${entry.id}`,
      at: entry.at,
      isCall: isCall(entry),
      entry,
    })),
    ...deliveries.map((delivery): StoryLine => ({
      kind: 'told',
      key: `d${delivery.id}`,
      at: delivery.created_at,
      delivery,
    })),
  ];
  return lines.sort((one, other) => Date.parse(one.at) - Date.parse(other.at) || rank(one) - rank(other));
}

export function linesOf(tab: StoryTab, lines: readonly StoryLine[]): StoryLine[] {
  return lines.filter(
    (line) => tab === 'all' || (tab === 'told' ? line.kind === 'told' : line.kind === 'entry' && line.isCall),
  );
}

function isCall({ source, duration_ms: duration, http_status: status }: TimelineEntry): boolean {
  return callSources.has(source) || duration !== null || status !== null;
}

function rank({ kind }: StoryLine): number {
  return kind === 'entry' ? 0 : 1;
}
