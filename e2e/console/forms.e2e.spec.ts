/** @jest-environment ./e2e/support/failure-watch.cjs */
import type { BrowserContextOptions, Page } from 'playwright-core';
import { expectNoViolations } from './support/axe';
import { describeInBrowser } from './support/chromium';
import { useConsole } from './support/console-under-test';

jest.setTimeout(240_000);

/** Text is read in lines of some length: on a wide screen a field does not grow with it. */
const WIDEST_FIELD = 1_000;

const screens: readonly [string, NonNullable<BrowserContextOptions['viewport']>][] = [
  ['a phone of 390 px', { width: 390, height: 844 }],
  ['a screen of 2,560 px', { width: 2_560, height: 1_440 }],
];

/** What does not fit on the page: itself, and what one types into or presses. */
const misfits = `(() => {
  const width = document.documentElement.clientWidth;
  const found = document.documentElement.scrollWidth > width ? ['the page scrolls sideways'] : [];
  for (const part of document.querySelectorAll('main :is(input:not([type=radio],[type=checkbox]), textarea, button, select)')) {
    const { left, right, width: own } = part.getBoundingClientRect();
    if (own === 0 || getComputedStyle(part).visibility === 'hidden') continue;
    const name = part.getAttribute('aria-label') ?? part.labels?.[0]?.textContent ?? part.textContent ?? part.id;
    if (left < 0 || right > width + 0.5) found.push(name + ' stands outside: ' + left + ' to ' + right);
    if (part.matches('input, textarea') && (own < 60 || own > ${WIDEST_FIELD})) found.push(name + ' is ' + own + ' px wide');
  }
  return found;
})()`;

/** In the page: how far it is scrolled where something lies over the button that sends. */
const covered = `(async () => {
  const button = document.querySelector('main form button[type=submit]');
  let pane = button;
  while (pane.parentElement !== null && pane.scrollHeight <= pane.clientHeight + 1) pane = pane.parentElement;
  const found = [];
  for (let top = 0; top <= pane.scrollHeight - pane.clientHeight; top += 20) {
    pane.scrollTop = top;
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const { left, width, top: edge, height } = button.getBoundingClientRect();
    for (const y of [edge + 2, edge + height / 2]) {
      if (!button.contains(document.elementFromPoint(left + width / 2, y))) found.push(top);
    }
  }
  pane.scrollTop = 0;
  return found;
})()`;

describeInBrowser('the forms of the console', () => {
  const console = useConsole();
  const scene = () => console().scene;
  const field = (page: Page, name: string) => page.getByRole('textbox', { name });
  const expectFit = async (page: Page): Promise<void> => {
    expect({ url: page.url(), misfits: await page.evaluate(misfits) }).toEqual({ url: page.url(), misfits: [] });
  };

  beforeAll(async () => {
    await scene().addSeller('hitl-v1', 'acme', { name: 'Acme Publishing' });
    await scene().addSeller('adcp-v3', 'nova', { name: 'Nova Video' });
  });

  describe.each(screens)('on %s', (_, viewport) => {
    const po = (name: string): string => `${name}-${viewport.width}`;
    const sent = (page: Page) => page.waitForURL(/\/operations\/[0-9a-f-]{36}$/);

    it('book a buy at publishers of both dialects', async () => {
      const page = await console().signIn('trader', '/operations/new', { viewport });
      await page.getByRole('combobox', { name: 'Publisher', exact: true }).click();
      await page.getByRole('option', { name: 'Acme Publishing' }).click();
      await field(page, 'Purchase order').fill(po('DONE-hitl'));
      await field(page, 'Package 1').fill('premium_sports');
      await field(page, 'Total budget').fill('25000');
      await field(page, 'Currency').fill('USD');
      await page.getByText('Acme Publishing is asked to book 25,000 USD.').waitFor();
      await expectFit(page);
      await expectNoViolations(page);
      await page.getByRole('button', { name: 'Send the buy' }).click();
      await sent(page);

      await page.goto('/operations/new?seller_id=nova');
      await page.getByRole('button', { name: 'Send the buy' }).click();
      await page.getByRole('alert').getByText('missing or wrong').waitFor();
      await expectFit(page);
      await page.getByRole('button', { name: 'Fill in an example' }).click();
      expect(await page.evaluate(covered)).toEqual([]);
      await field(page, 'Purchase order').fill(po('DONE-adcp'));
      await page
        .getByRole('group', { name: 'Package 1' })
        .getByRole('combobox', { name: 'Add something else' })
        .click();
      await page.getByRole('option', { name: 'Targeting' }).click();
      await expectFit(page);
      await page.getByRole('switch', { name: 'JSON' }).check({ force: true });
      await page.getByRole('textbox', { name: 'JSON' }).waitFor();
      await expectFit(page);
      await expectNoViolations(page);
      await page.getByRole('button', { name: 'Send the buy' }).click();
      await sent(page);
    });

    it('change a buy, and send it creatives', async () => {
      const { id } = await scene().buy('nova', 'DONE');
      const { media_buy_id: buy } = await scene().desk.awaitStatus(id, 'created');
      const page = await console().signIn('trader', `/media-buys/nova/${buy ?? ''}`, { viewport });
      await page
        .getByRole('link', { name: /change/i })
        .first()
        .click();
      await page.getByRole('combobox', { name: 'Add something else' }).last().click();
      await page.getByRole('option', { name: 'Paused' }).click();
      await page.getByRole('switch', { name: 'Paused' }).click({ force: true });
      await page.getByText('Nova Video can be sent this.').waitFor();
      await expectFit(page);
      await page.getByRole('button', { name: 'Send the change' }).click();
      await sent(page);
      for (const seller of ['acme', 'nova']) {
        await page.goto(`/operations/new?type=sync_creatives&seller_id=${seller}`);
        await page.getByRole('button', { name: 'Fill in an example' }).click();
        await page.getByText('can be sent this.').waitFor();
        await expectFit(page);
      }
      await expectNoViolations(page);
    });

    it('correct what was rejected', async () => {
      const { id } = await scene().buy('acme', 'REJECT-1');
      await scene().desk.awaitStatus(id, 'rejected');
      const page = await console().signIn('trader', `/operations/${id}`, { viewport });
      await page.getByRole('link', { name: 'Correct and send again' }).click();
      await page.getByText('The request is complete').waitFor();
      await expectFit(page);
      await page.getByLabel('Total budget').fill('-5');
      await page.getByText('One thing is missing or wrong').first().waitFor();
      await expectFit(page);
      await expectNoViolations(page);
      await page.getByLabel('Total budget').fill('20000');
      await page.getByLabel('Purchase order', { exact: true }).fill(po('DONE-corrected'));
      await page.getByText('The request is complete').waitFor();
      await page.getByRole('button', { name: 'Send it corrected' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Send it corrected' }).click();
      await page.getByText('Acme Publishing booked it').waitFor();
    });
  });
});
