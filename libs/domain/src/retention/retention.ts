/** What is set for a tenant. An absent field means the default. */
export interface RetentionSettings {
  operationsDays?: number;
  eventsDays?: number;
  deliveriesDays?: number;
  exportFirst?: boolean;
}

/** For how many days a tenant's things are kept. */
export interface Retention {
  /** From when an operation settled, and nothing changed in it since. Its timeline goes with it. */
  operationsDays: number;
  eventsDays: number;
  /** Of notifications that are no longer tried. */
  deliveriesDays: number;
  /** Nothing of an operation is deleted before an export of it was confirmed. */
  exportFirst: boolean;
}

export const defaultRetention: Retention = {
  operationsDays: 400,
  eventsDays: 400,
  deliveriesDays: 30,
  exportFirst: false,
};

/**
 * No period is shorter. A subscription recovers what it has missed in the last 30 days, and a claim on a seller's webhook
 * is kept as long: what they refer to must be there.
 */
export const MIN_RETENTION_DAYS = 30;
/** Ten years. */
export const MAX_RETENTION_DAYS = 3_650;

/** @returns the periods that hold for a tenant */
export function retentionOf(settings: RetentionSettings | null): Retention {
  const given = Object.entries(settings ?? {}).filter(([, value]) => value !== undefined);
  return { ...defaultRetention, ...Object.fromEntries(given) };
}

/** A period that is longer than the one of what it belongs to. */
export interface RetentionFault {
  field: 'deliveriesDays' | 'eventsDays';
  /** The period that it may not exceed. */
  most: 'eventsDays' | 'operationsDays';
}

/**
 * A delivery tells of an event, and an event of an operation. So the first is never kept longer than the second.
 * @returns the periods that are too long; none when all fit
 */
export function retentionFaults(retention: Retention): RetentionFault[] {
  const pairs: RetentionFault[] = [
    { field: 'deliveriesDays', most: 'eventsDays' },
    { field: 'eventsDays', most: 'operationsDays' },
  ];
  return pairs.filter(({ field, most }) => retention[field] > retention[most]);
}

/** @returns the instant before which what was kept for so many days has served its time */
export function daysBefore(now: Date, days: number): Date {
  return new Date(now.getTime() - days * 86_400_000);
}
