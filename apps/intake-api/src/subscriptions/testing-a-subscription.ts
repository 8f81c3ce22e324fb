import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Clock, JsonObject } from '@adcp-orchestrator/domain';
import { type Subscription, subscriptionSecretContext } from '@adcp-orchestrator/ledger';
import { type AttemptResult, Channels } from '@adcp-orchestrator/notifications';
import { SecretBox } from '@adcp-orchestrator/platform';
import { NoPlaceError, TenantPlaces } from '../limits/tenant-places';
import { RequestProblemError } from '../problems/problem';
import { CLOCK } from '../tokens';

/** The type of a message that nothing but a test sends. Nobody can subscribe to it. */
export const TEST_EVENT = 'subscription.test';

/** Tests under way in this process: each holds a request, and a connection to a receiver that may hang for 15 s. */
const MOST = 20;
const MOST_OF_TENANT = 3;

export interface SubscriptionTest {
  eventId: string;
  result: AttemptResult;
  durationMs: number;
}

/** Sends one message to a subscriber at once, and tells what came back. Nothing of it is kept or tried again. */
@Injectable()
export class TestingASubscription {
  private readonly places = new TenantPlaces({ ofTenant: MOST_OF_TENANT, all: MOST, waiting: 0, waitMs: null });

  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly box: SecretBox,
    private readonly channels: Channels,
  ) {}

  /**
   * @param begin done first, when there is a place for the test
   * @throws RequestProblemError `too-many-tests`
   */
  async send(subscription: Subscription, begin: () => Promise<void>): Promise<SubscriptionTest> {
    try {
      return await this.places.run(subscription.tenant_id, async () => {
        await begin();
        return this.deliver(subscription);
      });
    } catch (error) {
      if (!(error instanceof NoPlaceError)) throw error;
      throw new RequestProblemError(
        'too-many-tests',
        `${error.whose === 'tenant' ? `${MOST_OF_TENANT} tests of this tenant are` : `${MOST} tests are`} under way here; ask again when one has ended, within 15 s.`,
        { headers: { 'retry-after': '5' } },
      );
    }
  }

  private async deliver(subscription: Subscription): Promise<SubscriptionTest> {
    const { channel, url } = subscription;
    const context = subscriptionSecretContext(subscription.id);
    const secret = this.box.open(subscription.secret_sealed, context);
    const { previous_secret_sealed: previous, previous_secret_until: until } = subscription;
    const holds = previous !== null && until !== null && until > this.clock.now();
    const previousSecret = holds ? this.box.open(previous, context) : null;
    const eventId = uuidv7();
    const startedAt = performance.now();
    const result = await this.channels.deliver(
      { eventId, eventType: TEST_EVENT, payload: this.payload(eventId, subscription.id), sellerName: null },
      { channel, url, secret, previousSecret },
      new AbortController().signal,
    );
    return { eventId, result, durationMs: Math.round(performance.now() - startedAt) };
  }

  private payload(id: string, subscriptionId: string): JsonObject {
    return {
      id,
      type: TEST_EVENT,
      occurred_at: this.clock.now().toISOString(),
      subscription_id: subscriptionId,
      message: 'This is a test of your subscription. Nothing happened to any operation.',
    };
  }
}
