/** @jest-environment ./e2e/support/failure-watch.cjs */
import { expectNoViolations } from './support/axe';
import { describeInBrowser } from './support/chromium';
import { useConsole } from './support/console-under-test';
import { expectTrouble } from './support/page-watch';

jest.setTimeout(120_000);

describeInBrowser('a sign-in link of the console', () => {
  const console = useConsole();

  const newLink = async (): Promise<string> =>
    (await console().scene.desk.request<{ path: string }>('POST', '/v1/session/links')).body.path;

  it('opens the overview signed in, and leaves its token nowhere in the browser', async () => {
    const link = await newLink();
    const token = link.slice(link.indexOf('adl_'));
    const page = await console().open('about:blank');
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(link);
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    expect(new URL(page.url()).pathname + new URL(page.url()).hash).toBe('/');
    expect(asked.filter((url) => url.includes(token) && !url.includes('#'))).toEqual([]);
    expect(
      await page.evaluate('JSON.stringify({ ...localStorage, ...sessionStorage, ...history.state })'),
    ).not.toContain(token);
    await page.goBack();
    expect(page.url()).not.toContain(token);
  });

  it('says in plain words that it was used, and takes a new one in the same tab', async () => {
    const link = await newLink();
    await (await console().open(link)).getByRole('heading', { name: 'Overview' }).waitFor();
    const page = await console().open('/sign-in');
    await page.getByLabel('API key').waitFor();
    expectTrouble(page, /410/);
    await page.goto(link);
    await page.getByText('This link was used already').waitFor();
    expect(new URL(page.url()).hash).toBe('');
    await expectNoViolations(page);
    // Only the part behind # changes, so the page is not loaded anew.
    await page.goto(await newLink());
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
  });

  it('leaves who is signed in as they are, also after they have signed out', async () => {
    const page = await console().signIn('viewer');
    const link = await newLink();
    await page.goto(link);
    await page.getByRole('button', { name: /Ana viewer/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByLabel('API key').waitFor();
    await page.goto(link);
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
  });
});
