/** @jest-environment ./e2e/support/failure-watch.cjs */
import { until } from '../support/until';
import { expectNoViolations } from './support/axe';
import { describeInBrowser } from './support/chromium';
import { useConsole } from './support/console-under-test';
import { expectTrouble } from './support/page-watch';

jest.setTimeout(120_000);

describeInBrowser('the console', () => {
  const console = useConsole();

  beforeAll(async () => {
    await console().scene.addSeller('hitl-v1', 'acme', { name: 'Acme Publishing' });
  });

  it('asks who is not signed in for a key, and leads back to the page that was asked for', async () => {
    const page = await console().open('/operations?waiting_for=seller');
    await page.getByRole('heading', { name: 'AdCP Orchestrator' }).waitFor();
    expect(await page.getByRole('link', { name: 'company account' }).count()).toBe(0);
    await expectNoViolations(page);
    expectTrouble(page, /401/);
    await page.getByLabel('API key').fill('ado_wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').getByText('unknown').waitFor();
    await page.getByLabel('API key').fill(console().keys.trader);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Operations' }).waitFor();
    expect(new URL(page.url()).search).toBe('?waiting_for=seller');
    expect(await page.evaluate('JSON.stringify({ ...localStorage, ...sessionStorage })')).not.toContain('ado_');
    await page.getByRole('button', { name: /Ana trader/ }).click();
    await page.getByRole('menuitemradio', { name: 'Dark' }).click();
    await page.locator('html[data-mantine-color-scheme=dark]').waitFor({ state: 'attached' });
    expect(await page.getByRole('menuitemradio', { checked: true }).textContent()).toBe('Dark');
    await page.getByRole('menuitemradio', { name: 'As the system' }).click();
    await expectNoViolations(page);
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByLabel('API key').waitFor();
  });

  it('shows operations as they move, and one of them at its own address', async () => {
    const page = await console().signIn('trader');
    await page.getByText('live', { exact: true }).waitFor();
    // The list keeps its place while the pointer is in it.
    await page.mouse.move(5, 5);
    const { id, po_number: po } = await console().scene.buy('acme', 'WAIT');
    const row = page.getByRole('row').filter({ hasText: po ?? '' });
    await row.getByText('Waits for approval').waitFor();
    await expectNoViolations(page);
    await row.getByRole('link').click();
    await page.getByText('Waits for Acme Publishing’s approval since').waitFor();
    expect(new URL(page.url()).pathname).toBe(`/operations/${id}`);
    await page.reload();
    await page.getByText('Waits for Acme Publishing’s approval since').waitFor();
    await expectNoViolations(page);
    await console().scene.decide(await console().scene.desk.operation(id), 'approve');
    await page.getByText('Acme Publishing booked it').waitFor();
    await page.goBack();
    await row.getByText('Booked').waitFor();
  });

  it('is one stream for all tabs of a browser, and catches up by itself after a loss', async () => {
    const first = await console().signIn('viewer');
    const second = await first.context().newPage();
    await second.goto('/operations');
    for (const page of [first, second]) await page.getByText('live', { exact: true }).waitFor();
    await until('one stream', async () => {
      const metrics = await console().scene.stack.ask('intake-api', '/metrics');
      return /^adcp_orchestrator_event_streams\S* 1$/m.test(metrics?.text ?? '') ? true : undefined;
    });
    for (const page of [first, second]) {
      await page.mouse.move(5, 5);
      expectTrouble(page, /ERR_CONNECTION|Failed to (load|fetch)/);
    }
    await console().scene.stack.kill('intake-api');
    for (const page of [first, second]) await page.getByText('disconnected').waitFor();
    await console().scene.stack.startAll();
    const { po_number: po } = await console().scene.buy('acme', 'WAIT');
    for (const page of [first, second]) {
      await page.getByText('live', { exact: true }).waitFor();
      await page
        .getByRole('row')
        .filter({ hasText: po ?? '' })
        .getByText('Waits for approval')
        .waitFor();
    }
  });

  it('leads to the sign-in when the session has ended elsewhere, and back', async () => {
    const page = await console().signIn('viewer', '/operations?status=pending');
    await page.getByText('live', { exact: true }).waitFor();
    expectTrouble(page, /401/);
    await console().scene.stack.database.pool.query('DELETE FROM sessions');
    await page.getByLabel('API key').waitFor();
    expect(new URL(page.url()).searchParams.get('return_to')).toBe('/operations?status=pending');
    await page.getByLabel('API key').fill(console().keys.viewer);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Operations' }).waitFor();
    expect(new URL(page.url()).search).toBe('?status=pending');
  });

  it('is used by keyboard: search, rows, and the list of keys', async () => {
    const page = await console().signIn('trader');
    await until('rows', async () => ((await page.getByRole('row').count()) > 2 ? true : undefined));
    const chosen = (): Promise<string | undefined> => page.evaluate('document.activeElement.dataset.row');
    await page.keyboard.press('j');
    const first = await until('the first row', chosen);
    await page.keyboard.press('j');
    const second = await until('the second row', async () => ((await chosen()) === first ? undefined : chosen()));
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/operations/${second}`);
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).getByText('Search').waitFor();
    await expectNoViolations(page);
    await page.keyboard.press('Escape');
    await page.keyboard.press('/');
    await page.keyboard.type('WAIT-order');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/operations?q=WAIT-order');
    await page.getByText('Found for “WAIT-order”').waitFor();
  });

  it('works on a phone, where its pages are behind a button', async () => {
    const page = await console().signIn('admin', '/operations', { viewport: { width: 390, height: 844 } });
    const navigation = page.getByRole('navigation');
    expect(await navigation.isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Menu' }).click();
    await navigation.getByRole('link', { name: 'Operations' }).waitFor();
    await expectNoViolations(page);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
  });
});
