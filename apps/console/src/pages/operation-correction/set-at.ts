export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type Path = readonly (string | number)[];

/** @returns the value with another one at the path; what does not change stays the same object */
export function setAt(value: Json, path: Path, next: Json): Json {
  const [step, ...rest] = path;
  if (step === undefined) return next;
  if (Array.isArray(value)) return value.map((item, index) => (index === step ? setAt(item, rest, next) : item));
  if (value === null || typeof value !== 'object') return value;
  return { ...value, [step]: setAt(value[step] ?? null, rest, next) };
}

/** @returns a path as a JSON pointer (RFC 6901) */
export function pointerOf(path: Path): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
