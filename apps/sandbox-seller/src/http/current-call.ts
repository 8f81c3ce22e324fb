import { AsyncLocalStorage } from 'node:async_hooks';
import { parseScenario } from '../scenarios/scenarios';
import type { Scenario } from '../scenarios/scenario';
import type { JsonObject } from '../state/records';

/** What the HTTP layer knows of the call that a tool is executing: the tools' own interfaces have no room for it. */
export interface CurrentCall {
  scenario: Scenario;
  args: JsonObject;
}

const storage = new AsyncLocalStorage<CurrentCall>();

/** Runs `work` with the call that it serves. */
export function withCurrentCall<T>(call: CurrentCall, work: () => Promise<T>): Promise<T> {
  return storage.run(call, work);
}

/** The call being served; outside of one, a call without scenario. */
export function currentCall(): CurrentCall {
  return storage.getStore() ?? { scenario: parseScenario(''), args: {} };
}
