/** @jest-environment ./e2e/support/failure-watch.cjs */
import { until } from '../support/until';
import { expectNoViolations } from './support/axe';
import { describeInBrowser } from './support/chromium';
import { useConsole } from './support/console-under-test';
import { expectTrouble } from './support/page-watch';

jest.setTimeout(120_000);

/** More than one page of a list, and so many that the end is not near at once. */
const BUYS = 160;

describeInBrowser('the lists of the console', () => {
  const console = useConsole();
  const scene = () => console().scene;

  beforeAll(async () => {
    await scene().addSeller('adcp-v3', 'held', { name: 'Held Back Press', paused: true });
    await scene().addSeller('adcp-v3', 'globe', { name: 'Globe Media' });
    await scene().buy('globe', 'DONE');
    for (let made = 0; made < BUYS; made += 20) {
      await Promise.all(Array.from({ length: 20 }, () => scene().buy('held', 'DONE')));
    }
  });

  it('say in the place of rows that nothing could be read, and try again when asked', async () => {
    await until('a delivery', async () => {
      const { rows } = await scene().stack.database.pool.query('SELECT 1 FROM deliveries LIMIT 1');
      return rows.length === 1 ? true : undefined;
    });
    for (const [page, api, title] of [
      ['/operations', '**/v1/operations?*', 'Operations'],
      ['/deliveries', '**/v1/deliveries?*', 'Deliveries'],
      ['/subscriptions', '**/v1/subscriptions?*', 'Subscriptions'],
    ] as const) {
      const tab = await console().signIn('viewer', '/sellers');
      await tab.getByText('Held Back Press').waitFor();
      expectTrouble(tab, /ERR_FAILED/);
      await tab.route(api, (route) => route.abort());
      await tab.getByRole('link', { name: title, exact: true }).click();
      const note = tab.getByRole('alert').filter({ hasText: 'The service was not reached' });
      await note.waitFor();
      expect(new URL(tab.url()).pathname).toBe(page);
      await tab.unroute(api);
      await note.getByRole('button', { name: 'Try again' }).click();
      await tab.getByRole('table', { name: title }).getByRole('row').nth(1).waitFor();
      await note.waitFor({ state: 'detached' });
    }
  });

  it('keep what was read when the next page fails, ask no further by themselves, and go on when asked', async () => {
    const page = await console().signIn('viewer', '/operations?seller_id=held');
    const table = page.getByRole('table', { name: 'Operations' });
    await table.getByRole('row').nth(5).waitFor();
    expectTrouble(page, /ERR_FAILED/);
    let asked = 0;
    await page.route('**/v1/operations?*cursor=*', async (route) => {
      asked += 1;
      await route.abort();
    });
    await table.hover();
    await page.mouse.wheel(0, 90 * 32);
    const note = page.getByRole('alert').filter({ hasText: 'The service was not reached' });
    await note.waitFor();
    await expectNoViolations(page);
    expect(await table.getByRole('row').count()).toBeGreaterThan(20);
    const before = asked;
    await page.mouse.wheel(0, 40 * 32);
    await page.waitForTimeout(3_000);
    expect(asked).toBe(before);
    await page.unroute('**/v1/operations?*cursor=*');
    await note.getByRole('button', { name: 'Try again' }).click();
    await note.waitFor({ state: 'detached' });
    await until('the last of them', async () => {
      await page.mouse.wheel(0, 3_000);
      return (await table.locator(`[aria-rowindex="${BUYS + 1}"]`).count()) === 1 ? true : undefined;
    });
  });
});
