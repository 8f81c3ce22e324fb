/** @jest-environment ./e2e/support/failure-watch.cjs */
import type { Page } from 'playwright-core';
import { until } from '../support/until';
import { expectNoViolations } from './support/axe';
import { describeInBrowser } from './support/chromium';
import { useConsole } from './support/console-under-test';
import { expectTrouble } from './support/page-watch';

jest.setTimeout(180_000);

describeInBrowser('the console, for whoever sets it up', () => {
  const console = useConsole();
  const confirm = async (page: Page, name: string): Promise<void> => {
    await page.getByRole('dialog', { name }).getByRole('button', { name }).click();
    await page.getByRole('dialog', { name }).waitFor({ state: 'detached' });
  };

  beforeAll(async () => {
    const { scene } = console();
    await scene.addSeller('hitl-v1', 'acme', {
      name: 'Acme <script>alert(1)</script> Publishing',
      contact: { name: 'Jo Miller', phone: '+49 30 1234', email: 'jo@acme.example', note: null },
    });
    await scene.addSeller('adcp-v3', 'globe', { name: 'Globe Media' });
    await scene.addSeller('hitl-v1', 'metro', {
      name: 'Metro News',
      auth: { scheme: 'header', header: 'x-adcp-auth', token: 'wrong' },
    });
    await scene.buy('acme', 'WAIT');
    await scene.buy('metro', 'WAIT');
    await scene.desk.request('POST', '/v1/subscriptions', {
      url: `${scene.sandbox.url}/nowhere`,
      description: 'Old hook',
    });
  });

  it('shows each role what it may do, and no more', async () => {
    for (const [role, offered, refused] of [
      ['viewer', [], ['Ask it now', 'Pause sending', 'Edit', 'Delete']],
      ['trader', ['Ask it now'], ['Pause sending', 'Edit', 'Delete']],
      ['admin', ['Ask it now', 'Pause sending', 'Edit', 'Delete'], []],
    ] as const) {
      const page = await console().signIn(role, '/sellers/acme');
      await page.getByText('Jo Miller').waitFor();
      for (const name of offered) await page.getByRole('button', { name, exact: true }).waitFor();
      for (const name of refused) expect(await page.getByRole('button', { name, exact: true }).count()).toBe(0);
      const links = page.getByRole('navigation').getByRole('link', { name: /^(Access|Audit)$/ });
      expect(await links.count()).toBe(role === 'admin' ? 2 : 0);
      if (role === 'admin') continue;
      await page.goto('/access');
      await page.getByText(`This page is for the role admin; you are signed in as ${role}.`).waitFor();
      await page.goto('/sellers?form=new');
      await page.getByRole('heading', { name: 'Publishers' }).waitFor();
      expect(await page.getByRole('textbox', { name: 'Name' }).count()).toBe(0);
    }
  });

  it('says which publisher is ill, whom to call, and what to do; and asks it in words', async () => {
    const page = await console().signIn('admin', '/sellers');
    const rows = page.getByRole('row');
    await until('the ill one first', async () =>
      (await rows.nth(1).textContent())?.includes('Refuses our credential') === true ? true : undefined,
    );
    await page.getByText('Acme <script>alert(1)</script> Publishing').waitFor();
    await expectNoViolations(page);
    await rows.filter({ hasText: 'Metro News' }).getByRole('link', { name: 'Metro News' }).click();
    const problems = page.getByRole('list', { name: 'What is wrong' });
    await problems.getByText('1 operation waits, 50,000').waitFor();
    await page.getByRole('button', { name: 'Ask it now' }).click();
    await page.getByText('Something at Metro News does not work.').waitFor();
    await page.getByText('Credential: fails.').waitFor();
    await expectNoViolations(page);
    await page.goBack();
    await page.getByRole('heading', { name: 'Publishers' }).waitFor();
  });

  it('adds a publisher by a form that shows all that is wrong at once, changes it, pauses it and deletes it', async () => {
    const { scene } = console();
    const page = await console().signIn('admin', '/sellers');
    await page.getByRole('button', { name: 'Add a publisher' }).click();
    await page.getByLabel('Address of its agent').fill('no address');
    await page.getByLabel('Calls at once').fill('many');
    await page.getByLabel('Mail', { exact: true }).fill('jo');
    expectTrouble(page, /422/);
    await page.getByRole('button', { name: 'Add the publisher' }).click();
    for (const label of ['Name', 'Address of its agent', 'Calls at once', 'Mail']) {
      await page.locator('[aria-invalid=true]').and(page.getByLabel(label)).first().waitFor();
    }
    await expectNoViolations(page);
    await page.getByLabel('Name').first().fill('New Media');
    await page.getByLabel('Address of its agent').fill(scene.sandbox.agentUrl('hitl-v1', 'new-media'));
    await page.getByLabel('Calls at once').fill('4');
    await page.getByLabel('Mail', { exact: true }).fill('jo@new.example');
    await page.getByRole('combobox', { name: 'Credential' }).selectOption('header');
    await page.getByLabel('Token').fill('its-token');
    await page.getByRole('button', { name: 'Add the publisher' }).dblclick();
    await page.getByRole('heading', { name: 'New Media' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/sellers/new-media');
    expect(await page.content()).not.toContain('its-token');

    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByLabel('Phone').fill('+49 30 77');
    await page.getByRole('button', { name: 'Save the changes' }).click();
    await page.getByRole('link', { name: '+49 30 77' }).waitFor();
    await page.getByText('set, in the header x-adcp-auth').waitFor();

    await page.getByRole('button', { name: 'Pause sending' }).click();
    await page.getByText('Nothing more is sent to New Media').waitFor();
    await expectNoViolations(page);
    await confirm(page, 'Pause sending');
    await page.getByRole('list', { name: 'What is wrong' }).getByText('Paused by us').waitFor();
    const held = await scene.desk.post({ ...scene.order('acme', 'WAIT'), seller_id: 'new-media' });
    await page.reload();
    await page.getByText('1 operation waits').waitFor();
    await page.getByRole('button', { name: 'Resume sending' }).click();
    await page.getByText('1 operation that waits is sent to New Media at once: 50,000').waitFor();
    await confirm(page, 'Resume sending');
    await page.getByRole('button', { name: 'Pause sending' }).waitFor();

    await until('the operation has left', async () =>
      (await scene.desk.operation(held.id)).status === 'requested' ? undefined : true,
    );
    await page.getByRole('button', { name: 'Delete' }).click();
    expectTrouble(page, /409|404/);
    await page.getByRole('dialog', { name: 'Delete' }).getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('alert').getByText('operations without an end').first().waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Back' }).click();
  });

  it('tells within three clicks why a notification was not received, and sends it again', async () => {
    const { scene } = console();
    await until('a failed attempt', async () => {
      const { rows } = await scene.stack.database.pool.query(
        `SELECT 1 FROM deliveries d JOIN subscriptions s ON s.id = d.subscription_id
         WHERE s.description = 'Old hook' AND d.attempts > 0 AND d.status = 'pending'`,
      );
      return rows.length > 0 ? true : undefined;
    });
    const page = await console().signIn('viewer', '/deliveries');
    await page.getByText('Webhook: Old hook').first().waitFor();
    await page.getByRole('button', { name: 'Subscription', exact: true }).click();
    await page.getByRole('menuitemradio', { name: 'Old hook' }).click();
    const failing = page.getByRole('row').filter({ hasText: 'Not through yet' }).first();
    await failing.getByRole('link').first().click();
    await page.getByText(/It did not get through yet: the receiver answered \d+\. /).waitFor();
    await page.getByRole('region', { name: 'What is sent' }).getByText('"type"').waitFor();
    expect(await page.getByRole('button', { name: 'Send it again' }).count()).toBe(0);
    await expectNoViolations(page);

    const admin = await console().signIn('admin', new URL(page.url()).pathname + new URL(page.url()).search);
    const before = await admin.getByRole('table', { name: 'Attempts' }).getByRole('row').count();
    await admin.getByRole('button', { name: 'Send it again' }).click();
    await admin.getByText('a receiver that has it already drops it').waitFor();
    await confirm(admin, 'Send it again');
    await until('another attempt', async () =>
      (await admin.getByRole('table', { name: 'Attempts' }).getByRole('row').count()) > before ? true : undefined,
    );
    await admin.keyboard.press('Escape');
    await admin.getByRole('table', { name: 'Deliveries' }).waitFor();
    expect(new URL(admin.url()).searchParams.has('delivery')).toBe(false);
  });

  it('subscribes a program, shows its secret once, tests it, disables it, and recovers what it missed', async () => {
    const { scene } = console();
    const page = await console().signIn('admin', '/subscriptions');
    await page.getByRole('button', { name: 'Subscribe somebody' }).click();
    await page.getByLabel('Address').fill('no address');
    expectTrouble(page, /422/);
    await page.getByRole('button', { name: 'Subscribe', exact: true }).click();
    await page.locator('[aria-invalid=true]').and(page.getByLabel('Address')).waitFor();
    await page.getByLabel('Address').fill(scene.subscriber.url);
    await page.getByLabel('What it is for').fill('The desk');
    await page.getByLabel('Booked', { exact: true }).check();
    await expectNoViolations(page);
    await page.getByRole('button', { name: 'Subscribe', exact: true }).click();
    await page.getByText(/^whsec_/).waitFor();
    await expectNoViolations(page);
    await page.getByRole('button', { name: 'I have it' }).click();
    expect(await page.content()).not.toContain('whsec_');

    await page.getByRole('row').filter({ hasText: 'The desk' }).getByRole('link').click();
    const panel = page.getByRole('dialog', { name: 'The desk' });
    await panel.getByRole('button', { name: 'Send a test' }).click();
    await panel.getByText(/^(It arrived|It did not arrive)\.$/).waitFor();
    await panel.getByRole('button', { name: 'Disable' }).click();
    await confirm(page, 'Disable');
    await panel.getByText('Nothing is sent to it').waitFor();
    await expectNoViolations(page);
    await panel.getByRole('button', { name: 'Enable' }).click();
    await confirm(page, 'Enable');
    await panel.getByRole('button', { name: 'Recover what was missed' }).click();
    await confirm(page, 'Recover what was missed');
    await panel.getByText(/Nothing was missed|on their way/).waitFor();
    await panel.getByRole('button', { name: 'Replace the secret' }).click();
    await confirm(page, 'Replace the secret');
    await panel.getByText(/^whsec_/).waitFor();
    await panel.getByRole('button', { name: 'I have it' }).click();
    await panel.getByText('Secret before ends').waitFor();
    await panel.getByRole('button', { name: 'Delete' }).click();
    await confirm(page, 'Delete');
    await page.getByRole('row').filter({ hasText: 'The desk' }).waitFor({ state: 'detached' });
  });

  it('makes a key and shows it once, deletes it, and tells of both in the audit', async () => {
    const page = await console().signIn('admin', '/access');
    await page.getByRole('button', { name: 'Make a key' }).click();
    await page.getByLabel('Who or what uses it').fill('Report');
    await page.getByRole('button', { name: 'Make the key' }).click();
    const key = await page.getByText(/^ado_/).textContent();
    expect((await fetch(`${console().url}/v1/me`, { headers: { authorization: `Bearer ${key}` } })).status).toBe(200);
    await page.getByRole('button', { name: 'I have it' }).click();
    const row = page.getByRole('row').filter({ hasText: 'Report' });
    await row.waitFor();
    await page.getByText('Ana admin signed in').first().waitFor();
    expect(await page.getByRole('link', { name: 'The queue board' }).count()).toBe(0);
    await expectNoViolations(page);
    await row.getByRole('button', { name: 'Delete' }).click();
    await page.getByText('Whoever uses Report is refused within five seconds').waitFor();
    await confirm(page, 'Delete');
    await row.waitFor({ state: 'detached' });

    await page.getByRole('link', { name: 'Audit', exact: true }).click();
    await page.getByRole('button', { name: 'What' }).click();
    await page.getByRole('menuitemradio', { name: 'deleted a key' }).click();
    const line = page.getByRole('row').filter({ hasText: 'Ana admin' });
    await line.first().click();
    await page.getByRole('dialog', { name: 'Ana admin deleted a key' }).waitFor();
    expect(new URL(page.url()).searchParams.get('kind')).toBe('api_key.deleted');
    await expectNoViolations(page);
  });

  it("lets the platform's admin make a tenant, limit and pause it, and go to the queue board", async () => {
    const { stack } = console().scene;
    const page = await console().open('/');
    await page.getByLabel('API key').fill(stack.platformKey);
    await page.getByRole('button', { name: 'Sign in' }).click();
    const links = page.getByRole('navigation').getByRole('link');
    await links.filter({ hasText: 'Tenants' }).click();
    await expectNoViolations(page);
    await page.getByRole('button', { name: 'Make a tenant' }).click();
    await page.getByLabel('Name').fill('Nordic Desk');
    await page.getByRole('button', { name: 'Make it' }).click();
    await page.getByText(/^ado_/).waitFor();
    await page.getByRole('button', { name: 'I have it' }).click();
    await page.getByRole('row').filter({ hasText: 'Nordic Desk' }).click();
    const panel = page.getByRole('dialog', { name: 'Edit Nordic Desk' });
    await panel.getByLabel('Requests a second, all together').fill('500');
    await panel.getByLabel('New buy').fill('two days');
    expectTrouble(page, /422/);
    await panel.getByRole('button', { name: 'Save the changes' }).click();
    await panel.locator('[aria-invalid=true]').and(panel.getByLabel('New buy')).waitFor();
    await panel.getByLabel('New buy').fill('P2D');
    await expectNoViolations(page);
    await panel.getByRole('button', { name: 'Save the changes' }).click();
    await panel.waitFor({ state: 'detached' });
    const row = page.getByRole('row').filter({ hasText: 'Nordic Desk' });
    await row.getByText('500').waitFor();
    await row.click();
    await page.getByRole('button', { name: 'Pause sending' }).click();
    await confirm(page, 'Pause sending');
    await row.getByText('Paused').waitFor();
    expect(await links.filter({ hasText: 'The queue board' }).getAttribute('href')).toBe('/admin/queues');
  });

  it('works on a phone', async () => {
    const page = await console().signIn('admin', '/sellers/acme', { viewport: { width: 390, height: 844 } });
    for (const path of ['/sellers/acme', '/sellers', '/deliveries', '/subscriptions', '/access', '/audit']) {
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect([path, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([path, 390]);
    }
  });
});
