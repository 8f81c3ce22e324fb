/** @jest-environment ./e2e/support/failure-watch.cjs */
import type { Locator, Page } from 'playwright-core';
import { until } from '../support/until';
import { expectNoViolations } from './support/axe';
import { describeInBrowser } from './support/chromium';
import { untilReadAgain, useConsole } from './support/console-under-test';
import { expectTrouble } from './support/page-watch';

jest.setTimeout(120_000);

/** The publisher executes, its answer is lost, and its lists do not show it. */
const DOUBT = 'NO_EVIDENCE-DROP_AFTER-X1';
const phone = { viewport: { width: 390, height: 844 } };

describeInBrowser('what waits and what needs a person, in the console', () => {
  const console = useConsole();
  const scene = () => console().scene;
  const rowOf = (page: Page, po: string | null): Locator => page.getByRole('row').filter({ hasText: po ?? '' });
  const lineOf = (page: Page, text: string | null): Locator =>
    page.getByRole('list', { name: 'Attention' }).getByRole('button', { name: text ?? '', exact: false });

  it('shows an empty system how to start, with buttons that work', async () => {
    const viewer = await console().signIn('viewer', '/');
    await viewer.getByText('ask an admin of your organisation').waitFor();
    expect(await viewer.getByRole('button', { name: 'Register the sandbox publisher' }).count()).toBe(0);
    const page = await console().signIn('admin', '/');
    expectTrouble(page, /422/);
    await page.getByLabel('Its address').fill('not an address');
    await page.getByRole('button', { name: 'Register the sandbox publisher' }).click();
    await page.getByRole('alert').getByText('/agent_url', { exact: true }).waitFor();
    await expectNoViolations(page);
    await page.getByLabel('Its address').fill(scene().sandbox.agentUrl('hitl-v1', 'sandbox'));
    await page.getByRole('button', { name: 'Register the sandbox publisher' }).click();
    await page.getByText('Sandbox is registered.').waitFor();
    await page.getByRole('button', { name: 'Send a first buy' }).dblclick();
    await page.getByText('Waits for Sandbox’s approval since').waitFor();
    expect(await scene().desk.operations()).toHaveLength(1);
    await page.getByRole('link', { name: 'Overview' }).click();
    await page.getByRole('link', { name: /1 wait for publishers/ }).waitFor();
  });

  describe('with publishers of both dialects', () => {
    beforeAll(async () => {
      const contact = { name: 'Jo Berg', email: 'jo@acme.example', phone: '+49 30 123', note: '<b>noon</b>' };
      await scene().addSeller('hitl-v1', 'acme', { name: 'Acme Publishing', contact });
      await scene().addSeller('adcp-v3', 'globe', { name: 'Globe Media' });
      await scene().addSeller('hitl-v1', 'metro', {
        name: 'Metro News',
        auth: { scheme: 'header', header: 'x-adcp-auth', token: 'not-the-token' },
      });
    });

    it('lists who waits for whom, and asks the publisher: its system and its people', async () => {
      const [acme, globe] = [await scene().buy('acme', 'WAIT'), await scene().buy('globe', 'WAIT')];
      for (const { id } of [acme, globe]) await scene().desk.awaitStatus(id, 'pending_approval');
      const page = await console().signIn('trader', '/waiting');
      await rowOf(page, globe.po_number).getByText('no history yet').waitFor();
      await expectNoViolations(page);
      await page.getByRole('button', { name: 'Publisher', exact: true }).click();
      await page.getByRole('menu').getByText('Acme Publishing').click();
      await rowOf(page, globe.po_number).waitFor({ state: 'detached' });
      expect(new URL(page.url()).search).toBe('?seller_id=acme');
      const row = rowOf(page, acme.po_number);
      await row.getByRole('button', { name: 'Ask now: Acme Publishing' }).click();
      await row.getByRole('button', { name: 'Asked: Acme Publishing' }).waitFor();
      await row.getByRole('button', { name: 'Whom to ask at Acme Publishing' }).click();
      const mail = page.getByRole('link', { name: 'jo@acme.example' });
      expect(await mail.getAttribute('href')).toMatch(/^mailto:jo%40acme\.example\?subject=Media%20buy%20WAIT-order/);
      await page.getByText('<b>noon</b>').waitFor();
      await expectNoViolations(page);
      await page.keyboard.press('Escape');
      await scene().decide(await scene().desk.operation(acme.id), 'approve');
      // The row keeps its place while somebody is in the list, and leaves it then.
      await row.getByText('Booked').waitFor();
      await page.getByRole('heading', { name: 'Waiting' }).click();
      await row.waitFor({ state: 'detached' });
      await page.getByText('Nothing waits for Acme Publishing.').waitFor();
      await page.getByRole('link', { name: 'Show all that wait for publishers' }).click();
      await rowOf(page, globe.po_number).waitFor();
      const viewer = await console().signIn('viewer', '/waiting?user_id=nobody', phone);
      await viewer.getByText('Nothing waits that matches these filters.').waitFor();
      await viewer.goto('/waiting');
      await rowOf(viewer, globe.po_number).getByRole('button', { name: 'Whom to ask at Globe Media' }).waitFor();
      expect(await viewer.getByRole('button', { name: /Ask now/ }).count()).toBe(0);
      expect(await viewer.evaluate('document.documentElement.scrollWidth')).toBe(390);
    });

    it('settles a doubt where it stands: first asked, then what they answered', async () => {
      const doubt = await scene().buy('acme', DOUBT, { user_id: 'Ana trader' });
      await scene().desk.awaitStatus(doubt.id, 'in_doubt');
      const page = await console().signIn('trader', '/attention?user_id=Ana%20trader');
      await lineOf(page, doubt.po_number).click();
      expect(new URL(page.url()).searchParams.get('open')).toBe(doubt.id);
      await page.reload();
      await page.getByText('cannot prove whether Acme Publishing booked it').waitFor();
      await page.getByRole('link', { name: '+49 30 123' }).waitFor();
      await expectNoViolations(page);
      await page.getByRole('button', { name: 'I look after it' }).click();
      await page.getByText('Ana trader looks after it').first().waitFor();
      await page.getByRole('button', { name: 'Acme Publishing booked it' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText('on your word: 50,000').waitFor();
      await dialog.getByLabel('Their id of the media buy').fill('mb_said_by_jo');
      await dialog.getByLabel('Who said so, and how').fill('Jo, by telephone');
      await dialog.getByRole('button', { name: 'Acme Publishing booked it' }).click();
      await page
        .getByRole('status')
        .getByText(`${doubt.po_number ?? ''}: Recorded as created`)
        .waitFor();
      await page.getByText('Nothing needs a person that matches these filters.').waitFor();
      expect(await scene().desk.operation(doubt.id)).toMatchObject({
        status: 'created',
        media_buy_id: 'mb_said_by_jo',
      });
    });

    it('says before a doubt is sent again what it may cost, and offers a viewer nothing', async () => {
      const doubt = await scene().buy('acme', DOUBT);
      await scene().desk.awaitStatus(doubt.id, 'in_doubt');
      const page = await console().signIn('trader', `/attention?open=${doubt.id}`);
      await page.getByRole('button', { name: 'More actions' }).click();
      await page.getByRole('menuitem', { name: 'Send it again' }).click();
      await page.getByRole('dialog').getByText('this buys it twice: 100,000').waitFor();
      await page.getByRole('button', { name: 'Back' }).click();
      const viewer = await console().signIn('viewer', `/attention?open=${doubt.id}`, phone);
      await viewer.getByText('cannot prove whether').waitFor();
      expect(await viewer.getByRole('button', { name: /booked it|Ask .* now|look after/ }).count()).toBe(0);
      expect(await viewer.evaluate('document.documentElement.scrollWidth')).toBe(390);
      await expectNoViolations(viewer);
    });

    it('is one line for many that one refused credential holds, with their money', async () => {
      const held = [await scene().buy('metro', 'DONE'), await scene().buy('metro', 'DONE')];
      for (const { id } of held) await scene().desk.awaitStatus(id, 'pending_permission');
      const page = await console().signIn('admin', '/attention');
      const line = lineOf(page, 'Metro News refuses our credential: 2 wait');
      await line.getByText('100,000').waitFor();
      await untilReadAgain(page);
      // What comes while somebody works in the list waits above it.
      await line.hover();
      await line.click();
      for (const { po_number: po } of held) await page.getByRole('button', { name: po ?? '' }).waitFor();
      await page.getByRole('link', { name: 'Settings of Metro News' }).waitFor();
      await page.getByRole('link', { name: 'Act on all 2' }).waitFor();
      await expectNoViolations(page);
      const late = await scene().buy('acme', DOUBT);
      await scene().desk.awaitStatus(late.id, 'in_doubt');
      await page.getByRole('button', { name: '1 new: show it' }).click();
      await lineOf(page, late.po_number).waitFor();
      await page.keyboard.press('j');
      await page.keyboard.press('k');
      expect(await page.evaluate('document.activeElement.hasAttribute("data-line")')).toBe(true);
    });

    it('sums it all up, and each number leads to its list', async () => {
      const done = await scene().buy('globe', 'DONE');
      await scene().desk.awaitStatus(done.id, 'created', 'active');
      const page = await console().signIn('viewer', '/');
      await page.getByRole('img', { name: /how long approvals took/ }).waitFor();
      await page.locator('.recharts-bar-rectangle').first().waitFor();
      await expectNoViolations(page);
      await page
        .getByRole('table')
        .getByRole('row', { name: /Globe Media/ })
        .getByRole('link', { name: '1' })
        .first()
        .click();
      await page.getByRole('heading', { name: 'Waiting' }).waitFor();
      expect(new URL(page.url()).searchParams.get('seller_id')).toBe('globe');
      await until('the row behind the number', async () =>
        (await page.getByRole('row').count()) === 2 ? true : undefined,
      );
      await page.goBack();
      await page.getByRole('link', { name: /settled in 30 days/ }).click();
      await rowOf(page, done.po_number).waitFor();
      await page.goBack();
      await page.getByText('As a table, day by day (UTC)').first().click();
      await page
        .getByRole('table')
        .getByRole('link', { name: /^\d{4}-/ })
        .first()
        .click();
      await rowOf(page, done.po_number).waitFor();
      await page.goto('/');
      await page.setViewportSize(phone.viewport);
      await page.getByRole('link', { name: /need one of us/ }).waitFor();
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
      await page.getByRole('link', { name: /need one of us/ }).click();
      await page.getByRole('heading', { name: 'Attention' }).waitFor();
    });

    it('finds publishers and operations while somebody writes', async () => {
      const { po_number: po, id } = await scene().buy('acme', 'WAIT');
      const page = await console().signIn('trader', '/waiting');
      await page.keyboard.press('Control+k');
      await page.keyboard.type('globe');
      await page.getByRole('option', { name: 'Globe Media', exact: true }).waitFor();
      await expectNoViolations(page);
      await page.getByRole('combobox').fill(po ?? '');
      await page
        .getByRole('option', { name: po ?? '' })
        .first()
        .waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.waitForURL(`**/operations/${id}`);
    });
  });
});
