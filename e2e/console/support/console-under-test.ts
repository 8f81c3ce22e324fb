import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { queueBackends } from '../../support/queue-backends';
import { Scene, sceneMs } from '../../support/scene';
import { launchChromium, pageMs } from './chromium';
import { type PageWatch, watchPage } from './page-watch';

export type Role = 'viewer' | 'trader' | 'admin';

/** Half again as large as a small laptop's: what must be seen without scrolling is measured at it. */
export const laptop = { width: 1360, height: 850 };

/** A page reads everything again a second after its stream of events has opened. This waits until that has begun. */
export async function untilReadAgain(page: Page): Promise<void> {
  await page.getByText('live', { exact: true }).waitFor();
  // In the page: its timers run in the order in which they are due, however long it stood still.
  await page.evaluate('new Promise((done) => setTimeout(done, 1100))');
}

/** The running product, with sandbox publishers, and a browser in front of it. */
export class ConsoleUnderTest {
  private readonly watches: PageWatch[] = [];

  private constructor(
    readonly scene: Scene,
    readonly browser: Browser,
    /** A key of each role, in the first tenant. */
    readonly keys: Record<Role, string>,
  ) {}

  static async start(): Promise<ConsoleUnderTest> {
    const queue = queueBackends.find(({ redisUrl }) => redisUrl === undefined);
    if (queue === undefined) throw new Error('there is no queue backend without Redis');
    const [scene, browser] = await Promise.all([Scene.start(queue, { env: { SIGN_IN_LINKS: '1' } }), launchChromium()]);
    const keys = { viewer: '', trader: '', admin: '' };
    for (const role of Object.keys(keys) as Role[]) {
      const { body } = await scene.desk.request<{ key: string }>('POST', '/v1/api-keys', { name: `Ana ${role}`, role });
      keys[role] = body.key;
    }
    return new ConsoleUnderTest(scene, browser, keys);
  }

  get url(): string {
    return this.scene.stack.url;
  }

  /** A page of a browser that knows nothing yet. Whatever goes wrong in it fails the test (`expectCalm`). */
  async open(path = '/', options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.browser.newContext({
      baseURL: this.url,
      viewport: laptop,
      locale: 'en-GB',
      timezoneId: 'Europe/Berlin',
      ...options,
    });
    context.setDefaultTimeout(pageMs);
    const page = await context.newPage();
    this.watches.push(watchPage(page));
    await page.goto(path);
    return page;
  }

  /** Signs in as a person would, and waits for the page that was asked for. */
  async signIn(role: Role, path = '/operations', options: BrowserContextOptions = {}): Promise<Page> {
    const page = await this.open(path, options);
    await page.getByLabel('API key').fill(this.keys[role]);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.locator('main#main').waitFor();
    return page;
  }

  /** Closes what the test opened. @throws when a page wrote an error, threw, or broke its own policy */
  async closePages(): Promise<void> {
    const watches = this.watches.splice(0);
    for (const { page } of watches) await page.context().close();
    expect(watches.flatMap(({ troubles }) => troubles)).toEqual([]);
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.scene.stop();
  }
}

/**
 * The console for the tests of one `describe`. Starting it costs seconds: what belongs to one page is one file of tests.
 * @returns what gives the running console
 */
export function useConsole(): () => ConsoleUnderTest {
  let started: ConsoleUnderTest | undefined;
  beforeAll(async () => {
    started = await ConsoleUnderTest.start();
  }, sceneMs);
  afterEach(async () => {
    await started?.closePages();
  });
  afterAll(async () => {
    await started?.stop();
  }, sceneMs);
  return () => {
    if (started === undefined) throw new Error('the console was not started');
    return started;
  };
}
