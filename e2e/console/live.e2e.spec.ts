/** @jest-environment ./e2e/support/failure-watch.cjs */
import type { Page } from 'playwright-core';
import type { OperationJson } from '../support/api-client';
import { until } from '../support/until';
import { describeInBrowser } from './support/chromium';
import { useConsole } from './support/console-under-test';
import { Line } from './support/line';
import { expectTrouble } from './support/page-watch';

jest.setTimeout(240_000);

/** How long nobody can look, and how much moves meanwhile. */
const AWAY_MS = 30_000;
const MOVED = 200;

describeInBrowser('what the console shows live', () => {
  const console = useConsole();
  const scene = () => console().scene;
  const rowOf = (page: Page, { po_number: po }: OperationJson) => page.getByRole('row').filter({ hasText: po ?? '' });
  const live = (page: Page) => page.getByText('live', { exact: true }).waitFor();

  beforeAll(async () => {
    await scene().addSeller('adcp-v3', 'held', { name: 'Held Back Press', paused: true });
  });

  /** How many streams of events the service has open. */
  const streams = async (): Promise<number> => {
    const metrics = await scene().stack.ask('intake-api', '/metrics');
    return Number(/^adcp_orchestrator_event_streams\S* (\d+)$/m.exec(metrics?.text ?? '')?.[1]);
  };
  const awaitStreams = (count: number) =>
    until(`${count} streams`, async () => ((await streams()) === count ? true : undefined));

  /** Two tabs of a browser that lacks something. */
  const twoTabs = async (lacks: string): Promise<[Page, Page]> => {
    const first = await console().open('/sign-in');
    await first.context().addInitScript(lacks);
    await first.goto('/operations');
    await first.getByLabel('API key').fill(console().keys.viewer);
    await first.getByRole('button', { name: 'Sign in' }).click();
    await live(first);
    const second = await first.context().newPage();
    await second.goto('/operations');
    await live(second);
    for (const page of [first, second]) {
      expect(await page.evaluate("'SharedWorker' in globalThis")).toBe(false);
      await page.mouse.move(5, 5);
    }
    return [first, second];
  };

  it('comes by one stream where there are no shared workers: one tab follows, and another when that one goes', async () => {
    const [first, second] = await twoTabs('delete globalThis.SharedWorker');
    await awaitStreams(1);
    const before = await scene().buy('held', 'DONE');
    for (const page of [first, second]) await rowOf(page, before).waitFor();
    await first.close();
    const after = await scene().buy('held', 'DONE');
    await rowOf(second, after).waitFor();
    await awaitStreams(1);
    const third = await second.context().newPage();
    await third.goto('/operations');
    await live(third);
    await third.mouse.move(5, 5);
    const last = await scene().buy('held', 'DONE');
    for (const page of [second, third]) await rowOf(page, last).waitFor();
    await awaitStreams(1);
  });

  it('comes by a stream of each tab where there are no locks either', async () => {
    const tabs = await twoTabs('delete globalThis.SharedWorker; delete Navigator.prototype.locks');
    await awaitStreams(2);
    const made = await scene().buy('held', 'DONE');
    for (const page of tabs) await rowOf(page, made).waitFor();
    await tabs[0].close();
    await awaitStreams(1);
  });

  it('is right again by itself after half a minute without a connection, in which 200 operations moved', async () => {
    const buys: OperationJson[] = [];
    while (buys.length < MOVED) {
      buys.push(...(await Promise.all(Array.from({ length: 20 }, () => scene().buy('held', 'DONE')))));
    }
    const line = await Line.to(console().url);
    try {
      const page = await console().signIn('viewer', '/operations?seller_id=held', { baseURL: line.url });
      await live(page);
      await page.mouse.move(5, 5);
      const newest = buys.slice(-10);
      for (const one of newest) await rowOf(page, one).getByText('To be sent').waitFor();
      expectTrouble(page, /ERR_CONNECTION|ERR_EMPTY|ERR_SOCKET|Failed to (load|fetch)/);
      line.cut();
      const cutAt = performance.now();
      await page.getByText('disconnected').waitFor();
      const { body: job } = await scene().desk.request<{ id: string }>('POST', '/v1/bulk', {
        action: 'cancel',
        ids: buys.map(({ id }) => id),
      });
      await until('all are canceled while nobody could look', async () => {
        const { body } = await scene().desk.request<{ done: number }>('GET', `/v1/bulk/${job.id}`);
        return body.done === MOVED ? true : undefined;
      });
      await page.waitForTimeout(Math.max(0, AWAY_MS - (performance.now() - cutAt)));
      for (const one of newest) await rowOf(page, one).getByText('To be sent').waitFor();
      line.mend();
      await live(page);
      for (const one of newest) await rowOf(page, one).getByText('Canceled').waitFor();
    } finally {
      await line.stop();
    }
  });
});
