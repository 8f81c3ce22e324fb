import type { Facts } from './context';
import type { Decision } from './decision';
import type { Observation } from './observation';
import type { Operation } from './operation';

/**
 * A person's action is done once for each key, and only to the version that the person saw. Two replicas may read the same
 * version: one writes, the other loses the race, reads again, and finds the entry of the first.
 * @returns why the action is not done; null when it may be
 */
export function stoppedByTerms(operation: Operation, { asked }: Observation, facts: Facts): Decision | null {
  if (asked === undefined) return null;
  if (asked.key !== null && facts.usedKeys?.has(asked.key.key) === true) {
    return { verdict: 'refused', reason: 'it was done before under this Idempotency-Key', stopped: 'same_key' };
  }
  if (asked.version !== null && asked.version !== operation.version) {
    return {
      verdict: 'refused',
      reason: `the operation is at version ${operation.version}, not ${asked.version}`,
      stopped: 'other_version',
    };
  }
  return null;
}
