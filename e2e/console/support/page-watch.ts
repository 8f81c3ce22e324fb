import type { Page } from 'playwright-core';

export interface PageWatch {
  page: Page;
  /** What went wrong in the page: errors on its console (a broken policy is one of them), and exceptions. */
  troubles: string[];
  /** Lets errors pass that the test brings about itself, such as the answer 401 after a session was ended. */
  expected: RegExp[];
}

const watches = new WeakMap<Page, PageWatch>();

export function watchPage(page: Page): PageWatch {
  const watch: PageWatch = { page, troubles: [], expected: [] };
  const note = (trouble: string): void => {
    if (!watch.expected.some((pattern) => pattern.test(trouble))) watch.troubles.push(trouble);
  };
  page.on('console', (message) => {
    if (message.type() === 'error') note(`${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => {
    note(error.stack ?? error.message);
  });
  watches.set(page, watch);
  return watch;
}

/** From now on errors of this kind are the test's own doing. */
export function expectTrouble(page: Page, pattern: RegExp): void {
  watches.get(page)?.expected.push(pattern);
}
