import type { JsonObject } from '@adcp-orchestrator/domain';
import { type RequestFault, below } from '../request-fault';
import { similarName } from '../schema/similar-name';
import { shown } from '../schema/words';

/** What no schema knows: misspelt fields, which are refused, and others, which pass to the seller with a warning. */
export interface UnknownFields {
  misspelt: RequestFault[];
  strange: RequestFault[];
}

/**
 * A seller ignores a field that it does not know. A misspelt budget would be no budget, so one or two letters away from a
 * known field is refused.
 */
export function unknownFields(
  pointer: string,
  value: JsonObject,
  known: ReadonlySet<string>,
  protocol: string,
): UnknownFields {
  const found: UnknownFields = { misspelt: [], strange: [] };
  for (const name of Object.keys(value)) {
    if (known.has(name)) continue;
    const similar = similarName(name, known);
    const at = below(pointer, name);
    if (similar === null) {
      found.strange.push({
        pointer: at,
        detail: `${shown(name)} is no field that ${protocol} knows; the seller gets it as it is`,
        suggestion: 'Leave it out unless this seller asks for it.',
      });
    } else {
      found.misspelt.push({
        pointer: at,
        detail: `${shown(name)} is not known here: did you mean "${similar}"?`,
        limit: similar,
        suggestion: `Rename it to "${similar}".`,
      });
    }
  }
  return found;
}
