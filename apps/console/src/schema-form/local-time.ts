const TO_THE_MINUTE = 'YYYY-MM-DDTHH:MM'.length;
const TO_THE_SECOND = 'YYYY-MM-DDTHH:MM:SS'.length;

/** @returns an instant as a field for dates and times shows it, in the reader's zone; null when it is none, or has parts of a second that the field would lose */
export function localOf(instant: string): string | null {
  if (instant === '') return '';
  const at = new Date(instant);
  if (Number.isNaN(at.getTime()) || at.getTime() % 1_000 !== 0) return null;
  const length = at.getTime() % 60_000 === 0 ? TO_THE_MINUTE : TO_THE_SECOND;
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, length);
}

/** @returns the instant that a field for dates and times shows; undefined when it shows none */
export function instantOf(local: string): string | undefined {
  const at = new Date(local);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}
