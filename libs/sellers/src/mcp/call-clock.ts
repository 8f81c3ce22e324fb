import type { Seller } from '@adcp-orchestrator/domain';
import { Executed, FaultCode } from '../faults/seller-fault';
import type { CallRecord } from './call-scope';
import { ExchangeFailedError } from './exchange-failed';
import { followSignal } from './follow-signal';

/** A call's own signal: it falls with the caller's, or when the time is up. Nothing stays behind on the caller's. */
export interface CallClock {
  record: CallRecord;
  startedAt: number;
  giveUp(reason: ExchangeFailedError): void;
  stop(): void;
}

/** @param outer the caller's signal; null when only the time counts */
export function startCallClock(seller: Seller, timeoutMs: number, outer: AbortSignal | null): CallClock {
  const controller = new AbortController();
  const timer = setTimeout(() => {
    controller.abort(
      // Whether it was written is known where the request is sent; this is the reason only.
      new ExchangeFailedError(
        FaultCode.timedOut,
        Executed.maybe,
        `the seller did not answer within ${timeoutMs / 1000} s`,
      ),
    );
  }, timeoutMs);
  const follow = (): void => {
    controller.abort(
      new ExchangeFailedError(FaultCode.aborted, Executed.maybe, 'the call was given up before the seller answered'),
    );
  };
  const unfollow = outer === null ? null : followSignal(outer, follow);
  const secrets = [seller.credential?.token, seller.webhookSecret, seller.previousWebhookSecret?.secret].filter(
    (secret) => typeof secret === 'string',
  );
  return {
    record: { signal: controller.signal, secrets },
    startedAt: performance.now(),
    giveUp: (reason) => {
      controller.abort(reason);
    },
    stop: () => {
      clearTimeout(timer);
      unfollow?.();
    },
  };
}
