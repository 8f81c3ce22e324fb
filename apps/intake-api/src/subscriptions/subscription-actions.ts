import { Body, Controller, HttpCode, Inject, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Pool } from 'pg';
import { type Principal, Role } from '@adcp-orchestrator/access';
import type { Clock, HintSink, JsonObject } from '@adcp-orchestrator/domain';
import {
  AuditKind,
  findSubscription,
  inTransaction,
  lockSubscription,
  recordAudit,
  recover,
  refuseElsewhere,
  rotateSecret,
  subscriptionSecretContext,
} from '@adcp-orchestrator/ledger';
import { createSigningSecret } from '@adcp-orchestrator/notifications';
import { POOL, SecretBox } from '@adcp-orchestrator/platform';
import { CurrentPrincipal, RequiresRole } from '../access/requires-role';
import { Documented } from '../docs/documented';
import { RequestProblemError, invalidBody, notFound } from '../problems/problem';
import { CLOCK, HINTS } from '../tokens';
import { IdPipe } from '../validation/id-pipe';
import { ZodPipe } from '../validation/zod-pipe';
import {
  type RecoverBody,
  type RotateBody,
  recoverBody,
  recoverySchema,
  rotateBody,
  subscriptionTestSchema,
  subscriptionTestView,
} from './subscription-action-schema';
import { newSubscriptionSchema, subscriptionView } from './subscription-schema';
import { TestingASubscription } from './testing-a-subscription';

const HOUR_MS = 3_600_000;
const RECOVER_DAYS = 30;

/** What an admin does with a subscription. */
@Controller('v1/subscriptions')
export class SubscriptionActionsController {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(HINTS) private readonly hints: HintSink,
    private readonly box: SecretBox,
    private readonly testing: TestingASubscription,
  ) {}

  @Post(':id/rotate-secret')
  @HttpCode(200)
  @RequiresRole(Role.admin)
  @Documented({
    tag: 'Notifications',
    summary: "Replace a webhook's signing secret",
    description:
      'The new secret is shown this once. Until `previous_secret_until` each notification has two signatures, one of each secret, as Standard Webhooks has it: put the new one in at the receiver meanwhile.',
    answers: { 200: { description: 'The subscription with its new secret', schema: newSubscriptionSchema } },
    problems: ['subscription-without-secret'],
  })
  async rotate(
    @CurrentPrincipal() principal: Principal,
    @Param('id', new IdPipe('subscription')) id: string,
    @Body(new ZodPipe(rotateBody, 'body')) body: RotateBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<JsonObject> {
    const secret = createSigningSecret();
    const sealed = this.box.seal(secret, subscriptionSecretContext(id));
    const until = new Date(this.clock.now().getTime() + body.overlap_hours * HOUR_MS);
    const rotated = await inTransaction(this.pool, async (client) => {
      const done = await rotateSecret(client, principal.tenantId, id, sealed, until);
      if (done === null) throw notFound('subscription', id);
      if (done.channel !== 'webhook') {
        throw new RequestProblemError(
          'subscription-without-secret',
          `A subscription of the channel ${done.channel} signs nothing. PATCH gives it another address.`,
        );
      }
      const detail = { overlap_hours: body.overlap_hours };
      await recordAudit(client, principal, { kind: AuditKind.subscriptionSecretRotated, target: id, detail });
      return done;
    });
    void reply.header('cache-control', 'no-store');
    return { ...subscriptionView(rotated), secret };
  }

  @Post(':id/test')
  @HttpCode(200)
  @RequiresRole(Role.admin)
  @Documented({
    tag: 'Notifications',
    summary: 'Send a test message now',
    description:
      'Sends one message of the type `subscription.test`, waits up to 15 s for its end, and says what came back. It is not tried again, and a disabled subscription can be tested.',
    answers: { 200: { description: 'What came back', schema: subscriptionTestSchema } },
    problems: ['too-many-tests'],
  })
  async test(
    @CurrentPrincipal() principal: Principal,
    @Param('id', new IdPipe('subscription')) id: string,
  ): Promise<JsonObject> {
    const subscription = await findSubscription(this.pool, principal.tenantId, id);
    if (subscription === null) throw notFound('subscription', id);
    await refuseElsewhere(this.pool);
    const record = (): Promise<void> =>
      inTransaction(this.pool, (client) =>
        recordAudit(client, principal, { kind: AuditKind.subscriptionTested, target: id }),
      );
    return subscriptionTestView(await this.testing.send(subscription, record));
  }

  @Post(':id/recover')
  @HttpCode(202)
  @RequiresRole(Role.admin)
  @Documented({
    tag: 'Notifications',
    summary: 'Owe again what was missed',
    description:
      'What came since then, is taken by the subscription, and was given up or never owed: while the subscription was disabled, or before it was made. What was delivered is not sent again. One call looks at 5,000 events.',
    answers: { 202: { description: 'It is due now', schema: recoverySchema } },
    problems: ['subscription-disabled'],
    bodyExamples: { since: { summary: 'Since an outage began', value: { since: '2026-03-02T09:00:00Z' } } },
  })
  async recover(
    @CurrentPrincipal() principal: Principal,
    @Param('id', new IdPipe('subscription')) id: string,
    @Body(new ZodPipe(recoverBody, 'body')) { since }: RecoverBody,
  ): Promise<JsonObject> {
    const { tenantId } = principal;
    const now = this.clock.now();
    if (since > now || since.getTime() < now.getTime() - RECOVER_DAYS * 24 * HOUR_MS) {
      throw invalidBody('/since', `must lie within the last ${RECOVER_DAYS} days`, 'Write a later one, up to now.');
    }
    const { owed, nextSince } = await inTransaction(this.pool, async (client) => {
      const subscription = await lockSubscription(client, tenantId, id);
      if (subscription === null) throw notFound('subscription', id);
      if (subscription.disabled_at !== null) {
        throw new RequestProblemError(
          'subscription-disabled',
          'Enable it first, with PATCH /v1/subscriptions/{id} {"enabled": true}.',
        );
      }
      const recovery = await recover(client, tenantId, id, since, now);
      const detail = { since: since.toISOString(), owed: recovery.owed };
      await recordAudit(client, principal, { kind: AuditKind.subscriptionRecovered, target: id, detail });
      return recovery;
    });
    if (owed > 0) this.hints.send([{ kind: 'notify', tenantId, at: now }]);
    return { owed, next_since: nextSince?.toISOString() ?? null };
  }
}
