import type { QueryClient } from '@tanstack/react-query';
import type { ComponentType } from 'react';

/**
 * A page: `pages/<name>/page.ts` exports one as `page`, and that is all that makes it a page. Its component is a file of
 * its own, which is loaded when somebody goes there.
 */
export interface PageRoute {
  /** Its address: `/operations/$id`. */
  path: string;
  load: () => Promise<{ default: ComponentType }>;
  /** Asks for what the page shows first, while its component is still on its way. The page shows what fails. */
  prefetch?: (queries: QueryClient, search: Record<string, string>) => Promise<unknown>;
}

/** Every page there is. Nobody has to add a page to a list, so that pages are made beside each other. */
const found = import.meta.glob<{ page: PageRoute }>('../pages/*/page.ts', { eager: true });

export const pages: readonly PageRoute[] = Object.values(found).map(({ page }) => page);
