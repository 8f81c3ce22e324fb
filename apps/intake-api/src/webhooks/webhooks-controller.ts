import { Controller, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Clock, JsonObject } from '@adcp-orchestrator/domain';
import { WebhookKind, WebhookReceiver } from '@adcp-orchestrator/webhooks';
import { z } from 'zod';
import { Public } from '../access/requires-role';
import { answerComponent } from '../docs/components';
import { Documented, type RouteDocs } from '../docs/documented';
import { problemSchema } from '../docs/problem-schema';
import { PROBLEM_MEDIA_TYPE } from '../problems/problem-catalog';
import type { UrlOf } from '../http/public-url';
import { CLOCK, URL_OF } from '../tokens';

const receivedSchema = answerComponent('Received', z.object({ status: z.literal('received') }));

const problem = (description: string) => ({ description, schema: problemSchema, mediaType: PROBLEM_MEDIA_TYPE });
const docs: Omit<RouteDocs, 'summary'> = {
  tag: 'Webhooks',
  description:
    'Called by sellers. The raw bytes are verified in the mode agreed with the seller; `2xx` means committed.',
  rawBody: "What the seller's dialect sends",
  answers: {
    200: { description: 'Committed', schema: receivedSchema },
    202: { description: 'Kept until its task is known', schema: receivedSchema },
    400: problem('Malformed, or duplicate object keys'),
    401: {
      ...problem('It does not prove its sender'),
      headers: { 'WWW-Authenticate': 'Signature error="..."' },
    },
    409: problem('The delivery key came before with another payload, or the outcome contradicts the settled one'),
    422: problem(
      'The envelope lacks or misuses a field; `errors` names each. Nothing was kept: correct it, send it again',
    ),
    429: {
      ...problem('The sender sends more than is taken'),
      headers: { 'Retry-After': 'Seconds after which to go on' },
    },
    503: problem('It cannot be verified or worked on right now: send it again'),
  },
};

/** Where sellers' webhooks come in. The webhooks library says what they mean. */
@Controller('webhooks')
export class WebhooksController {
  constructor(
    private readonly receiver: WebhookReceiver,
    @Inject(URL_OF) private readonly urlOf: UrlOf,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post('adcp/:route_token')
  @HttpCode(200)
  @Public()
  @Documented({ ...docs, summary: "A seller's AdCP webhook" })
  adcp(
    @Param('route_token') routeToken: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<JsonObject> {
    return this.receive(WebhookKind.adcp, routeToken, request, reply);
  }

  @Post('hitl-tasks/:route_token')
  @HttpCode(200)
  @Public()
  @Documented({ ...docs, summary: "A seller's webhook about a human task" })
  hitlTasks(
    @Param('route_token') routeToken: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<JsonObject> {
    return this.receive(WebhookKind.hitlTasks, routeToken, request, reply);
  }

  @Post('hitl-tasks')
  @HttpCode(200)
  @Public()
  @Documented({ ...docs, summary: "The guide's route: the secret, or for HMAC the task, tells the sender" })
  bareHitlTasks(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<JsonObject> {
    return this.receive(WebhookKind.hitlTasks, null, request, reply);
  }

  private async receive(
    kind: WebhookKind,
    routeToken: string | null,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<JsonObject> {
    const { status, headers, body } = await this.receiver.receive({
      kind,
      routeToken,
      headers: request.headers,
      rawBody: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
      url: this.urlOf(request),
      receivedAt: this.clock.now(),
    });
    void reply.code(status).headers(headers);
    return status < 400 ? body : { ...body, request_id: request.id };
  }
}
