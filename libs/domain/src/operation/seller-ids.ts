import type { Observation } from './observation';

/** Longer ids fit no index. */
export const MAX_SELLER_ID_CHARACTERS = 512;

/** Status words are shown in every list, notification and timeline, so a longer one is cut. */
const MAX_WORD_CHARACTERS = 200;

/**
 * Cuts status words that are too long for a person to read; no known word is that long. A `context_id` that is too long
 * is left out, because half an id names nothing.
 * @returns the observation itself when nothing is too long
 */
export function withShortWords(observation: Observation): Observation {
  const { finding, sellerStatus, sellerTaskStatus, contextId, ...rest } = observation;
  const word = finding.kind === 'unknown_word' ? finding.word : undefined;
  const words = [word, sellerStatus, sellerTaskStatus];
  const contextFits = contextId === undefined || contextId.length <= MAX_SELLER_ID_CHARACTERS;
  if (contextFits && words.every((each) => each === undefined || each.length <= MAX_WORD_CHARACTERS))
    return observation;
  return {
    ...rest,
    finding: finding.kind === 'unknown_word' ? { ...finding, word: cut(finding.word) } : finding,
    ...(sellerStatus === undefined ? {} : { sellerStatus: cut(sellerStatus) }),
    ...(sellerTaskStatus === undefined ? {} : { sellerTaskStatus: cut(sellerTaskStatus) }),
    ...(contextId !== undefined && contextFits ? { contextId } : {}),
  };
}

function cut(word: string): string {
  if (word.length <= MAX_WORD_CHARACTERS) return word;
  return `${word.slice(0, MAX_WORD_CHARACTERS).replace(/[\ud800-\udbff]$/, '')}… (${word.length} characters)`;
}

/**
 * Takes out ids that are too long to keep. An end, a wait or an unknown word under such an id becomes `unkeepable_id`:
 * it neither binds nor ends anything, whichever channel it came by.
 * @returns the observation itself when its ids can be kept
 */
export function withKeepableIds(observation: Observation): Observation {
  const { finding, taskId, mediaBuyId, ...rest } = observation;
  const settles = finding.kind === 'settled';
  const names = [
    { field: 'task_id', value: taskId },
    { field: 'media_buy_id', value: mediaBuyId },
    { field: 'media_buy_id', value: settles ? finding.outcome.mediaBuyId : undefined },
  ] as const;
  const tooLong = names.find(({ value }) => value !== undefined && value.length > MAX_SELLER_ID_CHARACTERS);
  if (tooLong?.value === undefined) return observation;
  // A call that did not execute, or words that tell nothing of the operation, are as true without the id.
  if (!settles && finding.kind !== 'pending' && finding.kind !== 'unknown_word') return { ...rest, finding };
  return {
    ...rest,
    finding: { kind: 'unkeepable_id', field: tooLong.field, characters: tooLong.value.length, settles },
  };
}
