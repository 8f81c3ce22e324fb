/** @jest-environment ./e2e/support/failure-watch.cjs */
import type { Locator, Page, Request } from 'playwright-core';
import { untilTrue } from '@adcp-orchestrator/testing';
import type { OperationJson } from '../support/api-client';
import { until } from '../support/until';
import { expectNoViolations } from './support/axe';
import { describeInBrowser } from './support/chromium';
import { untilReadAgain, useConsole } from './support/console-under-test';
import { expectTrouble } from './support/page-watch';

jest.setTimeout(120_000);

const rowOf = (page: Page, { po_number: po }: OperationJson): Locator =>
  page.getByRole('row').filter({ hasText: po ?? '' });
const DOUBT = 'NO_EVIDENCE-DROP_AFTER-X1';

describeInBrowser('the operations in the console', () => {
  const console = useConsole();
  const scene = () => console().scene;
  const awaiting = async (id: string, ...statuses: string[]) => await scene().desk.awaitStatus(id, ...statuses);

  beforeAll(async () => {
    await scene().addSeller('hitl-v1', 'acme', { name: 'Acme Publishing' });
    await scene().addSeller('adcp-v3', 'globe', { name: 'Globe Media' });
    await scene().addSeller('adcp-v3', 'held', { name: 'Held Back Press', paused: true });
  });

  describe('the list', () => {
    it('is filtered, sorted and kept as a view by its address', async () => {
      const waiting = await scene().buy('acme', 'WAIT');
      const done = await scene().buy('globe', 'DONE');
      await awaiting(done.id, 'created');
      await awaiting(waiting.id, 'pending_approval');
      const page = await console().signIn('trader');
      await rowOf(page, waiting).waitFor();
      await page.getByRole('button', { name: 'Publisher', exact: true }).click();
      await page.getByRole('menuitemradio', { name: 'Acme Publishing' }).click();
      await rowOf(page, done).waitFor({ state: 'detached' });
      await page.getByRole('group', { name: 'How many there are' }).getByText('At the publisher').click();
      await page.getByRole('button', { name: 'Since' }).click();
      await until('the order in the address', () =>
        Promise.resolve(/sort=-status_since/.test(page.url()) || undefined),
      );
      expect(new URL(page.url()).search).toBe('?seller_id=acme&status=pending&sort=-status_since');
      await page.getByRole('columnheader', { name: 'Since' }).and(page.locator('[aria-sort=descending]')).waitFor();
      await page.getByRole('button', { name: 'Views' }).click();
      await page.getByLabel('Name of the view').fill('My waits');
      await page.getByRole('button', { name: 'Save this view' }).click();
      await page.keyboard.press('Escape');
      await page.goBack();
      expect(new URL(page.url()).search).toBe('?seller_id=acme&status=pending');
      await page.goto('/operations');
      await page.getByRole('button', { name: 'Views' }).click();
      await page.getByRole('menuitem', { name: 'My waits' }).click();
      await page.waitForURL('**/operations?seller_id=acme&status=pending&sort=-status_since');
      await rowOf(page, waiting).waitFor();
      await page.getByRole('button', { name: 'Columns' }).click();
      await page.getByRole('menuitemcheckbox', { name: 'Deadline' }).click();
      await page.keyboard.press('Escape');
      await page.reload();
      await page.getByRole('columnheader', { name: 'Deadline' }).waitFor();
      await expectNoViolations(page);
    });

    it('keeps its place while the pointer is in it, and says how many wait', async () => {
      const before = await scene().buy('acme', 'WAIT');
      const page = await console().signIn('viewer');
      const reads = new Set<Request>();
      page.on('request', (request) => {
        if (new URL(request.url()).pathname === '/v1/operations') reads.add(request);
      });
      page.on('requestfinished', (request) => reads.delete(request));
      page.on('requestfailed', (request) => reads.delete(request));
      await untilReadAgain(page);
      await rowOf(page, before).getByText('Waits for approval').waitFor();
      expect(await page.getByRole('checkbox').count()).toBe(0);
      await rowOf(page, before).hover();
      // A read of the list that has begun before would still bring what is bought now.
      await untilTrue('the reads of the list to end', () => reads.size === 0);
      const news = await scene().buy('acme', 'WAIT');
      await page.getByRole('button', { name: '1 new: show it' }).waitFor();
      expect(await rowOf(page, news).count()).toBe(0);
      await page.mouse.move(5, 5);
      await rowOf(page, news).waitFor();
    });

    it('says what a bulk action would do, to how many and how much money, and then does that', async () => {
      const held = [await scene().buy('held', 'DONE'), await scene().buy('held', 'DONE')];
      const sent = await scene().buy('globe', 'DONE');
      await awaiting(sent.id, 'created');
      const page = await console().signIn('trader');
      for (const one of [...held, sent]) await rowOf(page, one).getByRole('checkbox').check();
      await page.getByText('3 chosen · 150,000').waitFor();
      await expectNoViolations(page);
      const asked: string[] = [];
      page.on('request', (request) => {
        if (request.method() === 'POST' && request.url().endsWith('/v1/bulk')) asked.push(request.postData() ?? '');
      });
      await page.getByRole('region', { name: 'Choose' }).getByRole('button', { name: 'Cancel' }).click();
      const dialog = page.getByRole('dialog', { name: 'Cancel 2 operations' });
      await dialog.getByText('For 2 operations, 100,000').waitFor();
      await dialog.getByText('1 refused').waitFor();
      await expectNoViolations(page);
      await dialog.getByRole('button', { name: 'Cancel 2 operations' }).dblclick();
      await page.getByText('Cancel: done').waitFor();
      await page.getByText('2 of 2').waitFor();
      expect(asked.map((body) => (JSON.parse(body) as { dry_run: boolean }).dry_run)).toEqual([true, false]);
      for (const { id } of held) expect(await scene().desk.operation(id)).toMatchObject({ status: 'canceled' });
      await page.reload();
      await page.getByText('Cancel: done').waitFor();
    });

    it('keeps every bulk action, with what became of each operation and why some were refused', async () => {
      const held = await scene().buy('held', 'DONE');
      const sent = await scene().buy('globe', 'DONE');
      await awaiting(sent.id, 'created');
      const { body } = await scene().desk.request<{ id: string }>('POST', '/v1/bulk', {
        action: 'cancel',
        ids: [held.id, sent.id],
      });
      const page = await console().signIn('viewer', `/operations?bulk=${body.id}`);
      await page.getByRole('link', { name: 'What became of each' }).click();
      await page.getByRole('heading', { name: 'Cancel: done' }).waitFor();
      await page.getByText('2 of 2').waitFor();
      const refused = page.getByRole('row').filter({ hasText: sent.id.slice(-8) });
      await refused.getByText('Refused').waitFor();
      await refused.getByText(/created/).waitFor();
      await page
        .getByRole('row')
        .filter({ hasText: held.id.slice(-8) })
        .getByText('Done')
        .waitFor();
      await expectNoViolations(page);
      await page.getByRole('button', { name: 'Became', exact: true }).click();
      await page.getByRole('menuitemradio', { name: 'Refused' }).click();
      await page
        .getByRole('row')
        .filter({ hasText: held.id.slice(-8) })
        .waitFor({ state: 'detached' });
      expect(new URL(page.url()).search).toBe('?status=refused');
      await page.goto('/operations');
      await page.getByRole('link', { name: 'Bulk actions' }).click();
      await page.getByRole('table', { name: 'Bulk actions' }).getByRole('row').nth(1).getByText('2 of 2').waitFor();
      await expectNoViolations(page);
      await page.getByRole('table', { name: 'Bulk actions' }).getByRole('row').nth(1).getByRole('link').click();
      await page.waitForURL(`**/operations/bulk/${body.id}`);
    });

    it('catches up by itself after a loss during which many operations moved', async () => {
      const buys = await Promise.all(Array.from({ length: 40 }, () => scene().buy('acme', 'WAIT')));
      for (const { id } of buys) await awaiting(id, 'pending_approval');
      const page = await console().signIn('viewer', '/operations?seller_id=acme&status=pending,settled');
      await page.getByText('live', { exact: true }).waitFor();
      await page.mouse.move(5, 5);
      for (const one of buys.slice(-10)) await rowOf(page, one).getByText('Waits for approval').waitFor();
      expectTrouble(page, /ERR_CONNECTION|Failed to (load|fetch)/);
      await scene().stack.kill('intake-api');
      await page.getByText('disconnected').waitFor();
      await Promise.all(buys.map((one) => scene().decide(one, 'approve')));
      await until('all are booked while nobody could look', async () => {
        const { rows } = await scene().stack.database.pool.query<{ n: string }>(
          "SELECT count(*) AS n FROM operations WHERE id = ANY($1) AND status = 'created'",
          [buys.map(({ id }) => id)],
        );
        return rows[0]?.n === '40' ? true : undefined;
      });
      await scene().stack.startAll();
      await page.getByText('live', { exact: true }).waitFor();
      for (const one of buys.slice(-10)) await rowOf(page, one).getByText('Booked').waitFor();
    });

    it('shows each tenant its own alone', async () => {
      const ours = await scene().buy('acme', 'WAIT');
      const { body } = await scene().desk.request<{ key: string }>('POST', '/v1/tenants', { name: 'Another desk' });
      const page = await console().signIn('trader');
      await rowOf(page, ours).waitFor();
      const others = await console().open('/operations');
      await others.getByLabel('API key').fill(body.key);
      await others.getByRole('button', { name: 'Sign in' }).click();
      await others.getByText('No operation yet').waitFor();
      await others.getByText('Another desk').waitFor();
      await scene().buy('acme', 'WAIT');
      expectTrouble(others, /404/);
      await others.goto(`/operations/${ours.id}`);
      await others.getByRole('alert').getByText(ours.id).first().waitFor();
      expect(await others.getByText(ours.po_number ?? '').count()).toBe(0);
    });
  });

  describe('one of them', () => {
    it('is settled after a doubt: what may be bought twice says so, and a double click acts once', async () => {
      const { id } = await scene().buy('acme', DOUBT);
      const doubt = await awaiting(id, 'in_doubt');
      const page = await console().signIn('trader', `/operations/${id}`);
      await page.getByText('We cannot prove whether Acme Publishing booked this').waitFor();
      await page.getByText('premium_sports').waitFor();
      await page.getByText('geo country any of: US').waitFor();
      await expectNoViolations(page);
      await page.getByRole('button', { name: 'More actions' }).click();
      await page.getByRole('menuitem', { name: 'Send it again' }).click();
      const again = page.getByRole('dialog', { name: 'Send it again' });
      await again.getByText('this buys it twice: 100,000 in all').waitFor();
      await expectNoViolations(page);
      expectTrouble(page, /409/);
      await again.getByRole('button', { name: 'Send it again' }).click();
      await again.getByRole('alert').getByText('may book it twice').waitFor();
      await again.getByRole('button', { name: 'Back' }).click();
      const sent: (string | null)[] = [];
      page.on('request', (request) => {
        if (request.url().endsWith('/resolve')) sent.push(request.headers()['idempotency-key'] ?? null);
      });
      await page.getByRole('button', { name: 'Acme Publishing booked it' }).click();
      const dialog = page.getByRole('dialog', { name: 'Acme Publishing booked it' });
      await dialog.getByText('50,000 are spent').waitFor();
      await dialog.getByLabel('Their id of the media buy').fill(`mb_${doubt.id.slice(-8)}`);
      await dialog.getByLabel('Who said so, and how').fill('Jo at Acme, by telephone');
      await dialog.getByRole('button', { name: 'Acme Publishing booked it' }).dblclick();
      await page.getByText(`Acme Publishing booked it as mb_${doubt.id.slice(-8)}`).waitFor();
      expect(sent).toEqual([expect.stringMatching(/^console-[0-9a-f]{32}$/)]);
      await page.getByText('Jo at Acme, by telephone').first().waitFor();
      await page.getByText('Told', { exact: true }).click();
      expect(new URL(page.url()).search).toBe('?show=told');
      const told = page.getByRole('listitem').filter({ hasText: 'operation.created' });
      await told.getByText('arrived').waitFor();
      await told.getByRole('button', { name: 'Show what is known' }).click();
      await told.getByText('attempt 1').waitFor();
      await told.getByText('"operation.created"').waitFor();
      await expectNoViolations(page);
    });

    it('says what changed meanwhile when it was decided on an older state', async () => {
      const { id } = await scene().buy('acme', 'WAIT');
      const waiting = await awaiting(id, 'pending_approval');
      const page = await console().signIn('trader', `/operations/${id}`);
      await page.getByRole('button', { name: 'More actions' }).click();
      await page.getByRole('menuitem', { name: 'did not book it' }).click();
      const dialog = page.getByRole('dialog', { name: 'Acme Publishing did not book it' });
      await dialog.getByLabel('Who said so, and how').fill('Jo at Acme');
      await scene().decide(waiting, 'approve');
      await awaiting(id, 'created');
      expectTrouble(page, /412|409/);
      await dialog.getByRole('button', { name: 'did not book it' }).click();
      await dialog.getByText('It has changed since you opened this').waitFor();
      await dialog.getByText('(Booked)').waitFor();
      expect(await scene().desk.operation(id)).toMatchObject({ status: 'created' });
    });

    it('is corrected in a form that shows what is wrong at its field, and repeated once', async () => {
      const { id } = await scene().buy('acme', 'REJECT-1');
      await awaiting(id, 'rejected');
      const page = await console().signIn('trader', `/operations/${id}`);
      await page.getByRole('link', { name: 'Correct and send again' }).click();
      await page.getByText('The request is complete').waitFor();
      await page.getByLabel('Total budget').fill('-5');
      await page.getByText('One thing is missing or wrong').first().waitFor();
      expect(await page.getByLabel('Total budget').getAttribute('aria-invalid')).toBe('true');
      await expectNoViolations(page);
      await page.getByLabel('Total budget').fill('20000');
      await page.getByLabel('Purchase order', { exact: true }).fill('DONE-corrected');
      await page.getByText('The request is complete').waitFor();
      // The second click does not close the question that the first one has opened.
      await page.getByRole('button', { name: 'Send it corrected' }).dblclick();
      const dialog = page.getByRole('dialog');
      await dialog.getByText('for 20,000').waitFor();
      await dialog.getByRole('button', { name: 'Send it corrected' }).dblclick();
      await page.getByText('Acme Publishing booked it').waitFor();
      const all = await scene().desk.operations({ seller_id: 'acme' });
      const [made, ...more] = all.filter(({ po_number: po }) => po === 'DONE-corrected');
      expect(more).toEqual([]);
      expect(new URL(page.url()).pathname).toBe(`/operations/${made?.id ?? ''}`);
      await page.getByRole('region', { name: 'Related' }).getByText('Repeats').waitFor();
      // It is repeated once: the old one leads to the new one instead.
      await page.goto(`/operations/${id}`);
      await page.getByRole('region', { name: 'Related' }).getByText('Repeated by').waitFor();
      expect(await page.getByRole('link', { name: 'Correct and send again' }).count()).toBe(0);
      expect(await page.getByRole('button', { name: 'Send it again' }).count()).toBe(0);
      await page.goto(`/operations/${id}/correct`);
      await page.getByText('It was sent again already').waitFor();
    });

    it('shows what a publisher writes as text, whatever stands in it', async () => {
      const evil = '<img src=x onerror="document.title=1"><script>alert(1)</script>';
      const { id } = await scene().buy('acme', 'WAIT');
      const waiting = await awaiting(id, 'pending_approval');
      const page = await console().signIn('viewer', `/operations/${id}`);
      await page.getByText('Waits for Acme Publishing’s approval').waitFor();
      expect(await page.getByRole('button', { name: 'More actions' }).count()).toBe(0);
      await scene().decide(waiting, { reject: evil });
      await page.getByText(evil).first().waitFor();
      expect(await page.evaluate("document.querySelectorAll('main img, main script').length")).toBe(0);
      expect(await page.title()).toContain('WAIT-order');
    });
  });

  it('leads from a buy to its media buy, and to everything that was done to it', async () => {
    const { id } = await scene().buy('globe', 'DONE');
    const { media_buy_id: buy } = await awaiting(id, 'created');
    const request = {
      account: { brand: { domain: 'acmeoutdoor.example' }, operator: 'desk.example' },
      media_buy_id: buy,
      paused: true,
    };
    const change = await scene().desk.post({ type: 'update_media_buy', seller_id: 'globe', request });
    await awaiting(change.id, 'completed');
    const page = await console().signIn('trader', `/operations/${id}`);
    await page.getByRole('link', { name: buy ?? '', exact: true }).click();
    await page.waitForURL(`**/media-buys/globe/${buy ?? ''}`);
    await page.getByText('Booked it').waitFor();
    await page.getByRole('link', { name: /^Change [0-9a-f]{8}/ }).waitFor();
    await expectNoViolations(page);
    await page.goto('/media-buys?seller_id=globe');
    await page
      .getByRole('row')
      .filter({ hasText: buy ?? '' })
      .waitFor();
    await expectNoViolations(page);
  });
});
