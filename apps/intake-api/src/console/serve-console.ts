import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Log } from '@adcp-orchestrator/platform';
import { RequestProblemError } from '../problems/problem';
import { sendProblem } from '../problems/problem-filter';
import { Place, placeOf } from './console-paths';

/** The build puts it into the page, where each answer has a nonce of its own. */
const NONCE_MARK = '__STYLE_NONCE__';
const NOT_BUILT = 'The console is not built: run "npm run build" (npm start and npm run demo do it by themselves).';
const YEAR_MS = 31_536_000_000;

/**
 * Serves the console: its files under `/assets`, and its one page at each of its addresses. An address that is nobody's
 * stays a problem, except for a browser, which gets the page with the status 404.
 * @param directory where the build has put it; null where this process has none
 */
export async function serveConsole(server: FastifyInstance, directory: string | null, log: Log): Promise<void> {
  const isBuilt = directory !== null && existsSync(join(directory, 'index.html'));
  if (!isBuilt && directory !== null) log.warn({ directory }, NOT_BUILT);
  if (directory !== null && isBuilt) {
    await server.register(fastifyStatic, {
      root: join(directory, 'assets'),
      prefix: '/assets/',
      decorateReply: false,
      index: false,
      preCompressed: true,
      // The name of a file changes with what is in it.
      immutable: true,
      maxAge: YEAR_MS,
    });
  }
  server.get('/*', async (request, reply) => {
    const [path = ''] = request.url.split('?', 1);
    const place = placeOf(path);
    if (place === Place.api || (place === Place.unknown && !wantsPage(request))) {
      reply.callNotFound();
      return reply;
    }
    if (directory === null || !isBuilt) {
      sendProblem(reply, new RequestProblemError('route-not-found', NOT_BUILT), request.id);
      return reply;
    }
    // Read each time: during development it is built anew, and the system keeps a file of one kilobyte in memory.
    const page = await readFile(join(directory, 'index.html'), 'utf8');
    return sendPage(reply, page, place === Place.page ? 200 : 404);
  });
}

function sendPage(reply: FastifyReply, page: string, status: number): FastifyReply {
  const nonce = randomBytes(16).toString('base64');
  return reply
    .code(status)
    .header('content-type', 'text/html; charset=utf-8')
    .header('cache-control', 'no-cache')
    .header('content-security-policy', policy(nonce))
    .send(page.replaceAll(NONCE_MARK, nonce));
}

/** Scripts and styles are files of ours. Libraries that add a `<style>` show the nonce; a `style` attribute in markup has no effect. */
function policy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

function wantsPage({ headers }: FastifyRequest): boolean {
  return headers.accept?.includes('text/html') === true;
}
