import { type JsonObject, isJsonObject } from '@adcp-orchestrator/domain';

/** What a general estimate is worth must stand beside it: it says nothing of this publisher. */
const GENERAL = 'a general estimate, as this publisher has no history here yet';

/**
 * Says how long the publisher usually takes, where that comes from, and whether the time is over.
 * @param payload the event as it is stored
 * @param operation the operation in it
 * @returns null when the event has no estimate
 */
export function estimateInWords(payload: JsonObject, operation: JsonObject, now: Date): string | null {
  const { estimated_time: text, estimated_time_source: source } = payload;
  if (typeof text !== 'string' || text === '') return null;
  const named = source === 'default' ? `${text} (${GENERAL})` : text;
  const { estimated_completion: completion } = operation;
  const latest = isJsonObject(completion) ? completion.p90 : null;
  if (typeof latest !== 'string' || !(Date.parse(latest) <= now.getTime())) return named;
  return `${named}; this time has passed: an answer was expected by ${minute(latest)}`;
}

function minute(instant: string): string {
  return `${instant.slice(0, 16).replace('T', ' ')} UTC`;
}
