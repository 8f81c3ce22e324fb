import type { Observation } from './observation';

/** Longer names fit no index. */
export const MAX_SELLER_ID_CHARACTERS = 512;

/** A status word is shown in every list, notification and timeline. */
const MAX_WORD_CHARACTERS = 200;

/**
 * An observation whose words a person can read: longer ones, which no table knows, are cut. A context that is too long to
 * keep is left out, because half of it names nothing.
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
 * An observation that names a task or a media buy by what is too long to keep is no word of either: neither bound nor
 * settled by it, whichever way it came.
 * @returns the observation itself when its names can be kept
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
  // What did not execute, or tells nothing of the operation, is as true without the name.
  if (!settles && finding.kind !== 'pending' && finding.kind !== 'unknown_word') return { ...rest, finding };
  return {
    ...rest,
    finding: { kind: 'unkeepable_id', field: tooLong.field, characters: tooLong.value.length, settles },
  };
}
