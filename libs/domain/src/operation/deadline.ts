import { OperationType } from './type';

const HOUR = 3_600;

/** Default seconds from intake to the deadline, by type (guide, Timeout Handling). */
export const defaultDeadlineSeconds: Readonly<Record<OperationType, number>> = {
  create_media_buy: 24 * HOUR,
  update_media_buy: 12 * HOUR,
  add_creative_assets: 48 * HOUR,
  sync_creatives: 48 * HOUR,
};

export const MIN_DEADLINE_SECONDS = 1;
export const MAX_DEADLINE_SECONDS = 90 * 24 * HOUR;

/** Overrides by type, as ISO 8601 durations. */
export type DeadlineOverrides = Partial<Record<OperationType, string>>;

export class DeadlineInvalidError extends Error {
  override readonly name = 'DeadlineInvalidError';
}

const ISO_DURATION = /^P(?!$)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/**
 * Reads an ISO 8601 duration of weeks, days, hours, minutes and seconds. Years and months are refused: they have no
 * fixed length.
 * @returns seconds
 * @throws DeadlineInvalidError when it is not such a duration, or is not between 1 second and 90 days
 */
export function parseDeadline(duration: string): number {
  const parts = ISO_DURATION.exec(duration);
  if (parts === null) {
    throw new DeadlineInvalidError(
      `"${duration}" is not an ISO 8601 duration of weeks, days, hours, minutes and seconds, such as PT24H or P2D`,
    );
  }
  const [weeks, days, hours, minutes, seconds] = parts.slice(1).map((part: string | undefined) => Number(part ?? 0));
  const total =
    ((weeks ?? 0) * 7 + (days ?? 0)) * 24 * HOUR + (hours ?? 0) * HOUR + (minutes ?? 0) * 60 + (seconds ?? 0);
  if (!(total >= MIN_DEADLINE_SECONDS && total <= MAX_DEADLINE_SECONDS)) {
    throw new DeadlineInvalidError(`"${duration}" lies outside the allowed range of 1 second (PT1S) to 90 days (P90D)`);
  }
  return total;
}

/**
 * Computes an operation's deadline. The request's own duration counts first, then the seller's, then the tenant's, then
 * the default of the type.
 * @throws DeadlineInvalidError when the duration that counts cannot be read or is out of range
 */
export function deadlineFor(
  type: OperationType,
  from: Date,
  overrides: { request?: string; seller?: DeadlineOverrides; tenant?: DeadlineOverrides },
): Date {
  const duration = overrides.request ?? overrides.seller?.[type] ?? overrides.tenant?.[type];
  const seconds = duration === undefined ? defaultDeadlineSeconds[type] : parseDeadline(duration);
  return new Date(from.getTime() + seconds * 1000);
}
