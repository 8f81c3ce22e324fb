const LOCAL_LENGTH = 'YYYY-MM-DDTHH:MM'.length;

/** @returns an instant as a field for dates and times shows it, in the reader's zone; null when it is none, or has seconds that the field would lose */
export function localOf(instant: string): string | null {
  if (instant === '') return '';
  const at = new Date(instant);
  if (Number.isNaN(at.getTime()) || at.getTime() % 60_000 !== 0) return null;
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, LOCAL_LENGTH);
}

/** @returns the instant that a field for dates and times shows; undefined when it shows none */
export function instantOf(local: string): string | undefined {
  const at = new Date(local);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}
