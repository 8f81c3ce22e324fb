import { FaultCode, FaultOrigin } from '../faults';
import type { ToolReply } from '../mcp/tool-reply';

/** Whether a reply shows that the seller is there at all. */
export const Sign = {
  /** It answered. An error is an answer too. */
  life: 'life',
  /** A transport failure, a timeout or a 5xx. Only these count against the circuit. */
  absence: 'absence',
  /** For a reason of ours it was not asked, or not heard to the end. */
  none: 'none',
} as const;
export type Sign = (typeof Sign)[keyof typeof Sign];

/**
 * An address that we refuse, a call that we ended, an answer that we do not take. None of these means that the seller
 * is absent.
 */
const OURS: ReadonlySet<string> = new Set([
  FaultCode.addressRefused,
  FaultCode.aborted,
  FaultCode.tooLarge,
  FaultCode.redirected,
]);

export function signOf(reply: ToolReply): Sign {
  if (reply.ok) return Sign.life;
  const { origin, code, httpStatus } = reply.fault;
  switch (origin) {
    case FaultOrigin.transport:
      return OURS.has(code) ? Sign.none : Sign.absence;
    case FaultOrigin.http:
      return (httpStatus ?? 0) >= 500 ? Sign.absence : Sign.life;
    case FaultOrigin.rpc:
    case FaultOrigin.tool:
      return Sign.life;
  }
}
