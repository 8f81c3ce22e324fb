import { type Browser, type BrowserContext, type Page, chromium } from 'playwright-core';
import { chromiumPath } from '../../tools/shared/chromium';

/** Half again as large as a small laptop's. */
const viewport = { width: 1360, height: 850 };
const LIMIT_MS = 60_000;

/** A browser in which somebody is signed in. */
export class SignedInBrowser {
  private constructor(
    private readonly browser: Browser,
    private readonly url: string,
    private readonly state: Awaited<ReturnType<BrowserContext['storageState']>>,
  ) {}

  /** @throws Error when this machine has no Chromium */
  static async start(url: string, key: string): Promise<SignedInBrowser> {
    const executablePath = chromiumPath();
    if (executablePath === undefined)
      throw new Error('There is no Chromium: apt-get install chromium, or CHROMIUM_PATH');
    // Chromium's own sandbox does not start as root. It opens pages of ours alone.
    const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    const browser = await chromium.launch({ executablePath, args });
    const context = await browser.newContext({ baseURL: url, viewport });
    const page = await context.newPage();
    await page.goto('/sign-in');
    await page.getByLabel('API key').fill(key);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.locator('main#main').waitFor({ timeout: LIMIT_MS });
    const state = await context.storageState();
    await context.close();
    return new SignedInBrowser(browser, url, state);
  }

  /** A page whose browser has nothing in its cache but the session. */
  async newPage(): Promise<Page> {
    const context = await this.browser.newContext({ baseURL: this.url, viewport, storageState: this.state });
    context.setDefaultTimeout(LIMIT_MS);
    return await context.newPage();
  }

  async stop(): Promise<void> {
    await this.browser.close();
  }
}
