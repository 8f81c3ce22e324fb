/** @jest-environment ./e2e/support/failure-watch.cjs */
import type { Browser, Page } from 'playwright-core';
import { sceneMs } from '../support/scene';
import { SandboxSeller, sandboxToken } from '../support/sandbox-seller';
import { expectNoViolations } from './support/axe';
import { describeInBrowser, launchChromium, pageMs } from './support/chromium';
import { laptop } from './support/console-under-test';
import { type PageWatch, watchPage } from './support/page-watch';

jest.setTimeout(120_000);

describeInBrowser("the sandbox publisher's page", () => {
  let sandbox: SandboxSeller;
  let browser: Browser;
  let watch: PageWatch;

  beforeAll(async () => {
    [sandbox, browser] = await Promise.all([SandboxSeller.start(), launchChromium()]);
  }, sceneMs);
  afterEach(async () => {
    await watch.page.context().close();
    expect(watch.troubles).toEqual([]);
  });
  afterAll(async () => {
    await browser.close();
    await sandbox.stop();
  });

  async function open(path = '/', viewport = laptop): Promise<Page> {
    const context = await browser.newContext({ baseURL: sandbox.url, viewport, locale: 'en-GB', timezoneId: 'UTC' });
    context.setDefaultTimeout(pageMs);
    const page = await context.newPage();
    watch = watchPage(page);
    await page.goto(path);
    await page.getByText('live', { exact: true }).waitFor();
    return page;
  }

  /** A buyer's call, as the guide's servers take it. */
  async function buy(seller: string, order: Record<string, unknown>): Promise<void> {
    const params = { name: 'create_media_buy', arguments: { packages: ['premium_sports'], ...order } };
    const answer = await fetch(sandbox.agentUrl('hitl-v1', seller), {
      method: 'POST',
      headers: {
        authorization: `Bearer ${sandboxToken}`,
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
      },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params }),
    });
    expect(answer.status).toBe(200);
  }

  it('shows what waits with its money and its flight, and books what is approved', async () => {
    const page = await open();
    await page.getByText('Nothing waits.').waitFor();
    await expectNoViolations(page);
    await buy('acme', { po_number: 'PERMISSION-WAIT-1', total_budget: 25_000, start_time: '2030-03-01T00:00:00Z' });
    const row = page.getByRole('row').filter({ hasText: 'PERMISSION-WAIT-1' });
    for (const text of ['New buy', 'Your permission', 'then your approval', '25,000 USD', '1 Mar 2030 – open']) {
      await row.getByText(text).waitFor();
    }
    await expectNoViolations(page);
    await page.getByRole('button', { name: 'Approve PERMISSION-WAIT-1' }).click();
    await row.getByText('Your approval').waitFor();
    await page.getByRole('button', { name: 'Approve PERMISSION-WAIT-1' }).click();
    await page
      .getByRole('region', { name: /^Booked/ })
      .getByText('PERMISSION-WAIT-1')
      .waitFor();
    await page
      .getByRole('region', { name: /^Decided/ })
      .getByText('Approved')
      .waitFor();
    await expectNoViolations(page);
  });

  it('asks before it rejects, and tells the buyer the reason', async () => {
    const page = await open();
    await buy('acme', { po_number: 'WAIT-2', total_budget: 9_000.5 });
    await page.getByRole('button', { name: 'Reject WAIT-2' }).click();
    const question = page.getByRole('dialog', { name: 'Reject this?' });
    await question.getByText('WAIT-2, 9,000.5 USD, acme.').waitFor();
    await expectNoViolations(page);
    await question.getByRole('button', { name: 'Keep it open' }).click();
    await page.getByRole('button', { name: 'Reject WAIT-2' }).click();
    await question.getByLabel('Reason').fill('The flight is too short');
    await question.getByRole('button', { name: 'Reject it' }).click();
    const decided = page
      .getByRole('region', { name: /^Decided/ })
      .getByRole('row')
      .filter({ hasText: 'WAIT-2' });
    await decided.getByText('The flight is too short').waitFor();
  });

  it('shows what a buyer writes as text, and keeps the focus where it is', async () => {
    const page = await open('/?seller=evil');
    await buy('evil', { po_number: 'WAIT-<img src=x onerror=alert(1)>', total_budget: 1 });
    await page.locator('#open').getByText('WAIT-<img src=x onerror=alert(1)>').waitFor();
    const approve = page.getByRole('button', { name: 'Approve WAIT-<img' });
    await approve.focus();
    await buy('evil', { po_number: 'WAIT-3', total_budget: 1 });
    await page.getByRole('button', { name: 'Approve WAIT-3' }).waitFor();
    expect(await page.evaluate("document.activeElement.getAttribute('aria-label')")).toContain('Approve WAIT-<img');
    expect(await page.getByText('acme').count()).toBe(0);
  });

  it('works on a phone', async () => {
    const page = await open('/', { width: 390, height: 844 });
    await buy('acme', { po_number: 'WAIT-a-purchase-order-with-a-long-name-of-its-own-4', total_budget: 120_000 });
    const approve = page.getByRole('button', { name: 'Approve WAIT-a-purchase' });
    await approve.waitFor();
    await expectNoViolations(page);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    await approve.click();
    await page
      .getByRole('region', { name: /^Booked/ })
      .getByText('with-a-long-name')
      .waitFor();
  });
});
