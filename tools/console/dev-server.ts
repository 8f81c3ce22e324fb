// `npm run console:dev`: the console from source, whose changes show at once, on the API of `npm start` or `npm run dev`.
import { viteConfig } from './vite-config';

/** What the API answers. Everything else is the console's. */
const API_PATHS = ['/v1', '/auth', '/docs', '/openapi.json', '/admin'];

async function main(): Promise<void> {
  const api = process.env['API'] ?? 'http://127.0.0.1:3000';
  const { createServer } = await import('vite');
  const config = await viteConfig(process.cwd());
  const server = await createServer({
    ...config,
    // No policy here, and nobody to give a nonce.
    html: undefined,
    server: { host: '127.0.0.1', port: 5173, proxy: Object.fromEntries(API_PATHS.map((path) => [path, api])) },
  });
  await server.listen();
  server.printUrls();
  console.log(`  API:     ${api}   (API=http://... names another)`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
