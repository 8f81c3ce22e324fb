import { FaultCode, FaultOrigin } from '../faults';
import type { ToolReply } from '../mcp/tool-reply';

/** What a reply says of whether the seller is there at all. */
export const Sign = {
  /** It answered; an error, too, is an answer. */
  life: 'life',
  /** A transport failure, a timeout or a 5xx: only these count against the circuit. */
  absence: 'absence',
  /** It was not asked, or not heard out, for a reason of ours. */
  none: 'none',
} as const;
export type Sign = (typeof Sign)[keyof typeof Sign];

/** An address that we refuse, a call that we ended, an answer that we do not take: none of it is the seller's absence. */
const OURS: ReadonlySet<string> = new Set([
  FaultCode.addressRefused,
  FaultCode.aborted,
  FaultCode.tooLarge,
  FaultCode.redirected,
]);

/** @returns the sign that a reply gives. */
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
