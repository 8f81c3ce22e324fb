import { type Browser, chromium } from 'playwright-core';
import { chromiumNote, chromiumPath } from '../../../tools/shared/chromium';

/** `describe` for tests in a browser: skipped visibly where there is none, unless `REQUIRE_CHROMIUM=1` makes that an error. */
export function describeInBrowser(title: string, body: () => void): void {
  if (chromiumNote() === null) describe(title, body);
  else describe.skip(`${title} (no Chromium on this machine)`, body);
}

/** How long a page may take for anything that a test waits for. A healthy one needs a fraction of it. */
export const pageMs = 90_000;
const launchMs = 120_000;

export async function launchChromium(): Promise<Browser> {
  return await chromium.launch({
    executablePath: chromiumPath(),
    timeout: launchMs,
    // Chromium's own sandbox does not start as root, as which CI runs. It opens pages of ours alone.
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
}
