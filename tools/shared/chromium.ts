import { existsSync } from 'node:fs';
import { ProvisioningError } from './problem.mjs';

/** Where Debian, Ubuntu and the package of Google put it. */
const places = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].map(
  (name) => `/usr/bin/${name}`,
);

const wayOut = 'Install it (apt-get install chromium), or set CHROMIUM_PATH to its program.';

/** The program of the browser in which the console is tested; undefined when this machine has none. */
export function chromiumPath(env: NodeJS.ProcessEnv = process.env): string | undefined {
  return env['CHROMIUM_PATH'] || places.find((path) => existsSync(path));
}

/**
 * @returns what to say about the tests that are skipped for want of a browser; null when there is one
 * @throws ProvisioningError with `REQUIRE_CHROMIUM=1`
 */
export function chromiumNote(env: NodeJS.ProcessEnv = process.env): string | null {
  if (chromiumPath(env) !== undefined) return null;
  if (env['REQUIRE_CHROMIUM'] === '1') {
    throw new ProvisioningError('REQUIRE_CHROMIUM=1, but there is no Chromium on this machine.', wayOut);
  }
  return `NOTE: no Chromium on this machine: the tests of the console in a browser are skipped. ${wayOut}`;
}
