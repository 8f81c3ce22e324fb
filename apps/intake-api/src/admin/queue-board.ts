import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { FastifyAdapter } from '@bull-board/fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Rank } from '@adcp-orchestrator/access';
import { HintQueues } from '@adcp-orchestrator/queues';
import { CONFIG, type Config } from '@adcp-orchestrator/platform';
import { Authenticator, SAFE_METHODS } from '../access/authenticator';
import { RequestProblemError } from '../problems/problem';
import { sendProblem } from '../problems/problem-filter';
import { problemOf } from '../problems/problem-of';
import { BOARD_PATH } from './board-path';

/**
 * Serves Bull Board over the hint queues, for the platform's admin: the queues are those of all tenants. It shows only
 * hints: whoever pauses or empties a queue delays work by seconds, and never loses an operation. Without `BOARD_WRITES`
 * nobody can do even that. Without `BOARD_ENABLED` there is no board.
 */
export async function serveQueueBoard(app: NestFastifyApplication): Promise<void> {
  const { boardEnabled, boardWrites } = app.get<Config>(CONFIG);
  if (!boardEnabled) return;
  const authenticator = app.get(Authenticator);
  const board = new FastifyAdapter().setBasePath(BOARD_PATH);
  createBullBoard({
    queues: app.get(HintQueues).all.map((queue) => new BullMQAdapter(queue, { readOnlyMode: !boardWrites })),
    serverAdapter: board,
    options: { uiConfig: { boardTitle: 'AdCP Orchestrator' } },
  });
  await app
    .getHttpAdapter()
    .getInstance()
    .register(
      async (server) => {
        server.addHook('onRequest', async (request, reply) => {
          try {
            await authenticator.authorize(request, Rank.platform_admin, 'bearer_or_basic');
            assertSafe(request, boardWrites);
          } catch (error) {
            return refuse(reply, error, request);
          }
        });
        await server.register(board.registerPlugin());
      },
      { prefix: BOARD_PATH },
    );
}

/**
 * A change needs `BOARD_WRITES`. A browser sends Basic credentials along with requests that other sites make, so a
 * change must also show that it comes from our own page.
 */
function assertSafe(request: FastifyRequest, writes: boolean): void {
  if (SAFE_METHODS.has(request.method)) return;
  if (!writes) throw new RequestProblemError('forbidden', 'The queue board is read-only; BOARD_WRITES=1 changes that.');
  const { origin } = request.headers;
  if (origin === undefined || (URL.canParse(origin) && new URL(origin).host === request.host)) return;
  throw new RequestProblemError('forbidden', 'The queue board takes changes from its own page only.');
}

function refuse(reply: FastifyReply, error: unknown, request: FastifyRequest): FastifyReply {
  const problem = problemOf(error);
  // The board's own error handler does not know our problems.
  sendProblem(reply, problem, request.id);
  return reply;
}
