import { AsyncLocalStorage } from 'node:async_hooks';
import { parseScenario } from '../scenarios/scenarios';
import type { Scenario } from '../scenarios/scenario';
import type { JsonObject } from '../state/records';

/**
 * What the HTTP layer knows about the call that a tool is executing. The tools' own interfaces have no place for it.
 */
export interface CurrentCall {
  scenario: Scenario;
  args: JsonObject;
}

const storage = new AsyncLocalStorage<CurrentCall>();

/** Runs `work` with the call that it serves. */
export function withCurrentCall<T>(call: CurrentCall, work: () => Promise<T>): Promise<T> {
  return storage.run(call, work);
}

/** The call that is being served. Outside of one: a call without a scenario. */
export function currentCall(): CurrentCall {
  return storage.getStore() ?? { scenario: parseScenario(''), args: {} };
}
