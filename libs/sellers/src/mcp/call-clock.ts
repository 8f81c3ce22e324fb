import type { Seller } from '@adcp-orchestrator/domain';
import { WORKING_LIMIT_SECONDS, followSignal, longestCallSeconds } from '@adcp-orchestrator/platform';
import { Executed, FaultCode } from '../faults/seller-fault';
import type { CallRecord } from './call-record';
import { ExchangeFailedError } from './exchange-failed';

/**
 * The time limit of one call, as a signal of its own. It falls with the caller's signal, or when the time is up. It
 * leaves no listener on the caller's signal.
 */
export interface CallClock {
  record: CallRecord;
  startedAt: number;
  giveUp(reason: ExchangeFailedError): void;
  stop(): void;
}

/**
 * @param timeoutMs until the call is given up; progress prolongs it
 * @param outer the caller's signal; null when only the time counts
 */
export function startCallClock(seller: Seller, timeoutMs: number, outer: AbortSignal | null): CallClock {
  const controller = new AbortController();
  const startedAt = performance.now();
  const giveUpAfter = (ms: number, message: string): NodeJS.Timeout =>
    setTimeout(() => {
      // This is only the reason. Whether bytes were written is known where the request is sent.
      controller.abort(new ExchangeFailedError(FaultCode.timedOut, Executed.maybe, message));
    }, ms);
  let stopped = false;
  let timer = giveUpAfter(timeoutMs, `the seller did not answer within ${timeoutMs / 1000} s`);
  const prolong = (): void => {
    if (stopped) return;
    clearTimeout(timer);
    const left = startedAt + longestCallSeconds(timeoutMs / 1000) * 1000 - performance.now();
    timer =
      left < timeoutMs
        ? giveUpAfter(left, `the seller was still working after ${WORKING_LIMIT_SECONDS} s`)
        : giveUpAfter(timeoutMs, `the seller showed no progress, and no answer, for ${timeoutMs / 1000} s`);
  };
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
    record: { signal: controller.signal, secrets, prolong },
    startedAt,
    giveUp: (reason) => {
      controller.abort(reason);
    },
    stop: () => {
      stopped = true;
      clearTimeout(timer);
      unfollow?.();
    },
  };
}
