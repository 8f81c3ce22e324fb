import { type Finding, type JsonObject, errorView } from '@adcp-orchestrator/domain';
import type { TimelineRow } from '@adcp-orchestrator/ledger';

const copied = ['seller_status', 'seller_task_status', 'task_id', 'message', 'http_status', 'duration_ms', 'attempt'];

/** A line of the timeline, as the desk reads it. */
export function timelineEntryView(row: TimelineRow): JsonObject {
  const finding = (row.detail.finding ?? null) as Finding | null;
  return {
    id: row.id,
    at: row.at.toISOString(),
    kind: row.kind,
    source: row.source,
    from_status: row.from_status,
    to_status: row.to_status,
    actor: row.actor,
    reason: row.reason,
    ...Object.fromEntries(copied.map((name) => [name, row.detail[name] ?? null])),
    media_buy_id: outcomeOf(finding)?.mediaBuyId ?? null,
    error: errorView(errorOf(finding)),
    version: row.version,
  };
}

function outcomeOf(finding: Finding | null) {
  return finding?.kind === 'settled' || finding?.kind === 'resolved' ? finding.outcome : null;
}

function errorOf(finding: Finding | null) {
  switch (finding?.kind) {
    case 'not_executed':
    case 'unproven':
    case 'ask_failed':
      return finding.error;
    default:
      return outcomeOf(finding)?.error ?? null;
  }
}
