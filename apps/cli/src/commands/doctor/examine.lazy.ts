import type { Context } from '../../context';
import { apiChecks } from './api-checks';
import { judgeConfiguration, readConfiguration } from './checks/configuration';
import { type Finding, skipped } from './finding';
import { type Check, runCheck } from './run-check';
import { serverChecks } from './server-checks';
import { Servers } from './servers';

/** What is examined. */
export interface Examined {
  /** The installation's variables. */
  env: NodeJS.ProcessEnv;
  /** Its API, without a slash at the end; null: none is named. */
  url: string | null;
  replicas: number;
  /** The sellers to be asked; absent: the first ones. */
  seller?: string[];
}

/**
 * Runs every check at once, whatever is down.
 * @returns findings in the order of the checks, each as soon as it and those before it are there
 */
export async function* examine(examined: Examined, context: Context): AsyncGenerator<Finding> {
  const { env, url, replicas, seller } = examined;
  const configuration = readConfiguration(env);
  const servers = configuration.usable === null ? null : new Servers(configuration.usable);
  const checks: Check[] = [
    immediate('configuration', () => judgeConfiguration(configuration)),
    ...(servers === null || configuration.usable === null
      ? [immediate('database', () => skipped('not looked at, nor what is in it', 'Correct the configuration.'))]
      : serverChecks(servers, configuration.usable, replicas, context.world.now)),
    ...(url === null
      ? [immediate('api', () => skipped('no API is named', 'Give --url or ADO_URL, and a key for its sellers.'))]
      : apiChecks(url, seller, context)),
  ];
  try {
    const running = checks.map(runCheck);
    for (const findings of running) {
      yield* await findings;
      context.world.signal.throwIfAborted();
    }
  } finally {
    await servers?.close();
  }
}

function immediate(
  name: string,
  verdict: () => ReturnType<typeof judgeConfiguration> | ReturnType<typeof skipped>,
): Check {
  return { name, limitMs: 1_000, whatToDo: '--debug shows where it happened.', look: () => Promise.resolve(verdict()) };
}
