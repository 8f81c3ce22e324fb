/** @jest-environment ./e2e/support/failure-watch.cjs */
import type { Page } from 'playwright-core';
import { expectNoViolations } from './support/axe';
import { describeInBrowser } from './support/chromium';
import { type Role, useConsole } from './support/console-under-test';

jest.setTimeout(120_000);

describeInBrowser('a new operation in the console', () => {
  const console = useConsole();

  beforeAll(async () => {
    await console().scene.addSeller('hitl-v1', 'acme', { name: 'Acme Publishing' });
    await console().scene.addSeller('adcp-v3', 'nova', { name: 'Nova Video' });
  });

  const open = async (role: Role, path: string): Promise<Page> => await console().signIn(role, path);
  const field = (page: Page, name: string) => page.getByRole('textbox', { name });
  const sent = async (po: string) =>
    (await console().scene.desk.operations()).filter(({ po_number: number }) => number === po);

  it('books a buy at a publisher of hitl-v1, once by a double click', async () => {
    const page = await open('trader', '/operations/new');
    await page.getByRole('combobox', { name: 'Publisher', exact: true }).click();
    await page.getByRole('option', { name: 'Acme Publishing' }).click();
    await field(page, 'Purchase order').fill('DONE-form-hitl');
    await field(page, 'Package 1').fill('premium_sports');
    await field(page, 'Total budget').fill('25000');
    await field(page, 'Currency').fill('USD');
    await page.getByText('Acme Publishing is asked to book 25,000 USD.').waitFor();
    await expectNoViolations(page);
    await page.getByRole('button', { name: 'Send the buy' }).dblclick();
    await page.waitForURL(/\/operations\/[0-9a-f-]{36}$/);
    expect(await sent('DONE-form-hitl')).toHaveLength(1);
  });

  it('books a buy at a publisher of adcp-v3, with each error at its field, also after a reload', async () => {
    const page = await open('trader', '/operations/new?seller_id=nova');
    await page.getByRole('button', { name: 'Send the buy' }).click();
    await page.getByRole('alert').getByText('missing or wrong').waitFor();
    await expectNoViolations(page);
    await page.getByRole('alert').getByRole('button', { name: 'Package 1, Product' }).click();
    await page.keyboard.type('premium_sports');
    await field(page, 'Purchase order').fill('APPROVE-1-form-adcp');
    await field(page, 'Domain of the brand').first().fill('nova.example');
    await field(page, 'Operator').fill('desk.example');
    await field(page, 'Budget').fill('-5');
    await page.getByLabel('Flight ends').fill('2099-03-31T18:00');
    await field(page, 'Price').fill('cpm_guaranteed_fixed');
    const budget = page.locator('#field-packages-0-budget-error');
    await budget.getByText('above 0').waitFor();
    await page.reload();
    expect(await field(page, 'Purchase order').inputValue()).toBe('APPROVE-1-form-adcp');
    await field(page, 'Budget').fill('40000');
    await page.getByText('Nova Video is asked to book 40,000.').waitFor();
    await page.getByRole('button', { name: 'Send the buy' }).click();
    await page.waitForURL(/\/operations\/[0-9a-f-]{36}$/);
    const [operation] = await sent('APPROVE-1-form-adcp');
    const booked = await console().scene.desk.awaitStatus(operation?.id ?? '', 'created');
    expect(booked.media_buy_id).not.toBeNull();
  });

  it('keeps the form and its JSON in step, and adds what else a publisher may be told', async () => {
    const page = await open('trader', '/operations/new?seller_id=nova');
    await page.getByRole('button', { name: 'Fill in an example' }).click();
    await page.getByRole('switch', { name: 'JSON' }).check({ force: true });
    const json = page.getByRole('textbox', { name: 'JSON' });
    await page.getByRole('group', { name: 'Package 1' }).getByRole('combobox', { name: 'Add something else' }).click();
    await page.getByRole('option', { name: 'Targeting' }).click();
    const given = JSON.parse(await json.inputValue()) as { packages: Record<string, unknown>[] };
    expect(given.packages[0]).toHaveProperty('targeting_overlay');
    await json.fill(JSON.stringify({ ...given, po_number: 'JSON-1', strange: 'x' }));
    expect(await field(page, 'Purchase order').inputValue()).toBe('JSON-1');
    await page.getByText('It can be sent. Look at this first').waitFor();
    await json.fill('{');
    await page.getByText('This is no JSON yet').waitFor();
    expect(await field(page, 'Purchase order').inputValue()).toBe('JSON-1');
    await expectNoViolations(page);
  });

  it('changes a buy, and sends it creatives, from the address of the buy', async () => {
    const buy = await console().scene.buy('nova', 'DONE');
    const booked = await console().scene.desk.awaitStatus(buy.id, 'created');
    const id = booked.media_buy_id ?? '';
    const page = await open('trader', `/operations/new?type=update_media_buy&seller_id=nova&media_buy_id=${id}`);
    expect(await field(page, 'Media buy').inputValue()).toBe(id);
    expect(await field(page, 'Domain of the brand').inputValue()).toBe('acmeoutdoor.example');
    await page.getByRole('combobox', { name: 'Add something else' }).last().click();
    await page.getByRole('option', { name: 'Paused' }).click();
    await page.getByRole('switch', { name: 'Paused' }).click({ force: true });
    await page.getByText('Nova Video can be sent this.').waitFor();
    await page.getByRole('button', { name: 'Send the change' }).click();
    await page.waitForURL(/\/operations\/[0-9a-f-]{36}$/);
    await page.goto('/operations/new?type=sync_creatives&seller_id=acme');
    await page.getByRole('radio', { name: 'Creatives' }).waitFor({ state: 'attached' });
    await page.getByRole('button', { name: 'Fill in an example' }).click();
    await page.getByText('Acme Publishing can be sent this.').waitFor();
    await expectNoViolations(page);
  });

  it('is not offered to who may only read', async () => {
    const page = await open('viewer', '/operations/new');
    await page.getByText('Your key may only read.').waitFor();
    expect(await page.getByRole('button', { name: 'Send' }).count()).toBe(0);
  });
});
