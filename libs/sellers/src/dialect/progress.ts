import type { Answer } from '@adcp-orchestrator/domain';
import { clipped } from '../faults';
import type { CallProgress } from '../mcp/call-record';

/**
 * Turns the progress of an open call into the word that the seller is working on it, told with the first progress; the
 * rest only keeps the call waiting.
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
