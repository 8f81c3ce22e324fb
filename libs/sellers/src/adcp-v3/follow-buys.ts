import {
  type BuyAnswer,
  type BuyAnswers,
  type FollowedBuy,
  MediaBuyStatus,
  type Seller,
} from '@adcp-orchestrator/domain';
import { failedFollow } from '../dialect/answers';
import { idField, textField } from '../json/fields';
import type { McpSessions } from '../mcp/mcp-sessions';
import { byAccount } from './account';
import { IDS_IN_QUESTION, listBuys } from './media-buys';
import { buyStatusOf } from './settle';
import { meaningOfBuy } from './status-words';
import { followTools } from './tools';

/**
 * Asks `get_media_buys` about the buys by their ids: one call for a hundred buys of an account (AdCP 3.0,
 * get_media_buys).
 */
export async function followBuys(
  sessions: McpSessions,
  seller: Seller,
  buys: readonly FollowedBuy[],
  signal: AbortSignal,
): Promise<BuyAnswers> {
  const tools = await followTools(sessions, seller, signal);
  if ('fault' in tools) return answerAll(buys, failedFollow(tools.fault));
  if (!tools.buys) return answerAll(buys, { kind: 'not_shown' });
  const answers: BuyAnswers = new Map();
  for (const group of byAccount(buys)) {
    for (let start = 0; start < group.length; start += IDS_IN_QUESTION) {
      const chunk = group.slice(start, start + IDS_IN_QUESTION);
      const ids = chunk.map(({ mediaBuyId }) => mediaBuyId);
      const listed = await listBuys(sessions, seller, group[0]?.account ?? null, signal, ids);
      const chunkAnswer: BuyAnswer = listed.fault === null ? { kind: 'not_shown' } : failedFollow(listed.fault);
      for (const id of ids) answers.set(id, chunkAnswer);
      // A seller that ignores the filter shows other buys as well.
      for (const buy of listed.buys ?? []) {
        const id = idField(buy, 'media_buy_id');
        const word = buyStatusOf(buy);
        if (id === undefined || word === undefined || !ids.includes(id)) continue;
        answers.set(id, {
          kind: 'shown',
          status: statusOf(word),
          sellerStatus: word,
          awaitsCreatives: word === 'pending_creatives' || word === 'pending_activation',
          creativeDeadline: textField(buy, 'creative_deadline') ?? null,
        });
      }
    }
  }
  return answers;
}

function statusOf(word: string): MediaBuyStatus | null {
  if (word === 'paused' || word === 'completed') return word;
  switch (meaningOfBuy(word)) {
    case 'delivering':
      return MediaBuyStatus.active;
    case 'created':
    case 'in_approval':
      return MediaBuyStatus.pending;
    case 'rejected':
    case 'canceled':
    case 'failed':
      return MediaBuyStatus.canceled;
    case null:
      return null;
  }
}

function answerAll(buys: readonly FollowedBuy[], answer: BuyAnswer): BuyAnswers {
  return new Map(buys.map(({ mediaBuyId }) => [mediaBuyId, answer]));
}
