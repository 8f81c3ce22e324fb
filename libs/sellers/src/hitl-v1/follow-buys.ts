import {
  type BuyAnswer,
  type BuyAnswers,
  type FollowedBuy,
  type JsonObject,
  MediaBuyStatus,
  type Seller,
} from '@adcp-orchestrator/domain';
import { failedFollow } from '../dialect/answers';
import { askAll } from '../dialect/ask-all';
import { bodyErrorOf, faultOfError } from '../faults';
import { idField, textField } from '../json/fields';
import type { McpSessions } from '../mcp/mcp-sessions';
import { CHECK_TOOL, saysNotFound } from './check-buy';
import { meaningOfBuy } from './status-words';

/** Asks `check_media_buy_status` about each buy: the guide's protocol cannot ask about many at once (guide, Tools). */
export async function followBuys(
  sessions: McpSessions,
  seller: Seller,
  buys: readonly FollowedBuy[],
  signal: AbortSignal,
): Promise<BuyAnswers> {
  const answers: BuyAnswers = new Map();
  await askAll(
    buys,
    seller.limits.maxConcurrency,
    async ({ mediaBuyId }) => {
      const key = { media_buy_id: mediaBuyId };
      const reply = await sessions.callTool(seller, { tool: CHECK_TOOL, arguments: key, mutating: false, signal });
      const error = reply.ok ? bodyErrorOf(reply.body) : null;
      const fault = reply.ok ? (error === null ? null : faultOfError(error)) : reply.fault;
      if (fault === null) {
        answers.set(mediaBuyId, shownBy(mediaBuyId, reply.ok ? reply.body : {}));
        return null;
      }
      const unknown = saysNotFound(fault);
      answers.set(mediaBuyId, unknown ? { kind: 'not_shown' } : failedFollow(fault));
      return unknown ? null : fault;
    },
    ({ mediaBuyId }, fault) => {
      answers.set(mediaBuyId, failedFollow(fault));
    },
  );
  return answers;
}

function shownBy(mediaBuyId: string, body: JsonObject): BuyAnswer {
  const word = textField(body, 'status');
  const shown = idField(body, 'media_buy_id');
  if (word === undefined || word === 'not_found' || (shown !== undefined && shown !== mediaBuyId)) {
    return { kind: 'not_shown' };
  }
  return {
    kind: 'shown',
    status: statusOf(word),
    sellerStatus: word,
    awaitsCreatives: word === 'pending_activation',
    creativeDeadline: textField(body, 'creative_deadline') ?? null,
  };
}

function statusOf(word: string): MediaBuyStatus | null {
  if (word === 'paused' || word === 'completed') return word;
  // The guide has no word for it, but servers of its protocol use these.
  if (word === 'canceled' || word === 'cancelled') return MediaBuyStatus.canceled;
  const meaning = meaningOfBuy(word);
  if (meaning === null) return null;
  if (meaning.kind === 'pending') return MediaBuyStatus.pending;
  if (meaning.as !== 'succeeded') return MediaBuyStatus.canceled;
  return meaning.delivering === true ? MediaBuyStatus.active : MediaBuyStatus.pending;
}
