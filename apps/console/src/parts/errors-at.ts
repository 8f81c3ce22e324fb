import { ApiProblemError } from '../api/client';

/** @returns what a refusal says of the value at a JSON pointer, or of a part of it; undefined: nothing */
export function errorsAt(error: unknown, pointer: string): string | undefined {
  if (!(error instanceof ApiProblemError)) return undefined;
  const found = (error.problem.errors ?? []).filter(
    ({ pointer: at }) => at === pointer || at.startsWith(`${pointer}/`),
  );
  return found.length === 0 ? undefined : found.map(({ detail }) => detail).join('; ');
}
