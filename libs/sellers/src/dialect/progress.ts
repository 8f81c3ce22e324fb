import type { Answer } from '@adcp-orchestrator/domain';
import { clipped } from '../faults';
import type { CallProgress } from '../mcp/call-record';

/**
 * Turns the progress of an open call into an answer that the seller is working on it. Only the first progress is told;
 * later progress only keeps the call waiting.
 */
export function tellingOnce(tell: ((answer: Answer) => void) | undefined): (progress: CallProgress) => void {
  let told = false;
  return ({ message }) => {
    if (told || tell === undefined) return;
    told = true;
    tell({
      finding: { kind: 'pending', status: 'working', callOpen: true },
      ...(message === undefined ? {} : { message: clipped(message) }),
    });
  };
}
