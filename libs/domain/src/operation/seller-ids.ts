import type { Observation } from './observation';

/** Longer names fit no index. */
export const MAX_SELLER_ID_CHARACTERS = 512;

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
