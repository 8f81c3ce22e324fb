import { assertPortFree } from '../shared/free-port';
import { ProvisioningError } from '../shared/problem.mjs';

/** Node's debugger is looked for here by default. */
const firstPort = 9229;
const lastPort = 9328;

/**
 * Reads `--inspect submitter,poller`.
 * @returns the apps to debug, each once
 * @throws ProvisioningError that names what is wrong and what is allowed
 */
export function parseInspected(args: readonly string[], apps: readonly string[]): string[] {
  const inspected: string[] = [];
  const given = [...args];
  for (let arg = given.shift(); arg !== undefined; arg = given.shift()) {
    const [option, inline] = arg.split('=', 2);
    if (option !== '--inspect') {
      throw new ProvisioningError(`"${arg}" is not an option of npm run dev.`, 'npm run dev -- --help lists them.');
    }
    const names = inline ?? given.shift();
    for (const app of (names ?? '').split(',')) {
      if (!apps.includes(app)) {
        throw new ProvisioningError(
          `--inspect takes the names of apps, with commas between them, not "${app}".`,
          `There are ${apps.join(', ')}: npm run dev -- --inspect ${apps[0]}`,
        );
      }
      if (!inspected.includes(app)) inspected.push(app);
    }
  }
  return inspected;
}

/**
 * A port for each app. It stays the same while the command runs, so that an attached editor finds the restarted app
 * again.
 */
export async function debuggerPorts(apps: readonly string[]): Promise<Map<string, number>> {
  const ports = new Map<string, number>();
  let port = firstPort;
  for (const app of apps) {
    while (!(await isFree(port))) port += 1;
    ports.set(app, port);
    port += 1;
  }
  return ports;
}

async function isFree(port: number): Promise<boolean> {
  try {
    await assertPortFree(port, '--inspect');
    return true;
  } catch (error) {
    if (port >= lastPort) throw error;
    return false;
  }
}
