import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { JsonObject } from '@adcp-orchestrator/domain';
import { Readiness } from '@adcp-orchestrator/platform';
import { z } from 'zod';
import { Public } from '../access/requires-role';
import { answerComponent } from '../docs/components';
import { Documented } from '../docs/documented';

const liveSchema = answerComponent('Liveness', z.object({ status: z.literal('ok') }));
const readySchema = answerComponent(
  'Readiness',
  z.object({ status: z.enum(['ready', 'not_ready']), checks: z.record(z.string(), z.string()) }),
);

/** For probes. What is wrong is told on the internal listener and in the log, not to everybody. */
@Controller()
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  @Get('healthz')
  @Public()
  @Documented({
    tag: 'Health',
    summary: 'The process answers',
    answers: { 200: { description: 'It does', schema: liveSchema } },
  })
  live(): JsonObject {
    return { status: 'ok' };
  }

  @Get('readyz')
  @Public()
  @Documented({
    tag: 'Health',
    summary: 'What the process needs is there',
    answers: {
      200: { description: 'It is', schema: readySchema },
      503: { description: 'Something is missing', schema: readySchema },
    },
  })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<JsonObject> {
    const { ready, checks } = await this.readiness.report();
    void reply.code(ready ? 200 : 503).header('cache-control', 'no-store');
    const words = Object.entries(checks).map(([name, outcome]) => [name, outcome === 'ok' ? 'ok' : 'failing']);
    return { status: ready ? 'ready' : 'not_ready', checks: Object.fromEntries(words) as JsonObject };
  }
}
