import { join } from 'node:path';
import type { InlineConfig } from 'vite';

/** `apps/intake-api/src/console/serve-console.ts` puts each answer's own nonce in its place. */
export const NONCE_MARK = '__STYLE_NONCE__';

/** A module that so many pages need is loaded before the first of them. */
const MOST_PAGES = 12;

/** How Vite bundles the console, for the build and for the development server. Vite and its plugins are ES modules. */
export async function viteConfig(root: string): Promise<InlineConfig> {
  const [{ defaultClientConditions }, { default: react }] = await Promise.all([
    import('vite'),
    import('@vitejs/plugin-react'),
  ]);
  return {
    root: join(root, 'apps', 'console'),
    configFile: false,
    envDir: false,
    publicDir: false,
    cacheDir: join(root, 'node_modules', '.cache', 'vite'),
    clearScreen: false,
    plugins: [react()],
    resolve: { conditions: ['@adcp-orchestrator/source', ...defaultClientConditions] },
    html: { cspNonce: NONCE_MARK },
    build: {
      target: 'es2022',
      outDir: join(root, 'dist', 'apps', 'console'),
      // A data: address would need an exception in the page's policy.
      assetsInlineLimit: 0,
      manifest: true,
      reportCompressedSize: false,
      modulePreload: { polyfill: false },
      // What most pages share is one file. Else it is some twenty, and a browser loads six at a time.
      rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'shared', minShareCount: MOST_PAGES }] } } },
    },
  };
}
