import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { JsonObject } from '@adcp-orchestrator/domain';
import {
  CheckStatus,
  Readiness,
  type ReadinessReport,
  ReadinessStatus,
  probeStatusOf,
} from '@adcp-orchestrator/platform';
import { z } from 'zod';
import { Public } from '../access/requires-role';
import { answerComponent } from '../docs/components';
import { Documented } from '../docs/documented';

const liveSchema = answerComponent('Liveness', z.object({ status: z.literal('ok') }));
const readySchema = answerComponent(
  'Readiness',
  z.object({
    status: z.enum(ReadinessStatus),
    checks: z.record(z.string(), z.object({ status: z.enum(CheckStatus), detail: z.string().optional() })),
  }),
);

/** For probes. Everybody may read the answer: the words of a check hold no host, no statement and no value. */
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
      200: { description: 'It is, or what is missing only slows the work down (`degraded`)', schema: readySchema },
      503: { description: 'Something is missing; each check says what to do', schema: readySchema },
    },
  })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<ReadinessReport> {
    const report = await this.readiness.report();
    void reply.code(probeStatusOf(report)).header('cache-control', 'no-store');
    return report;
  }
}
