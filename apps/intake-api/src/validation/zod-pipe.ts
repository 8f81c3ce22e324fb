import type { PipeTransform } from '@nestjs/common';
import type { z } from 'zod';
import { type InvalidValue, RequestProblemError, validationFailed } from '../problems/problem';
import { unknownName } from '@adcp-orchestrator/sellers/requests';
import { REQUIRED, type WordedIssue, hintsOf, wordingOf } from './zod-wording';

/** Reports at most this many values of one request. */
const MAX_ERRORS = 50;

/**
 * Validates one part of a request. The OpenAPI document finds the same schema on the parameters of the route, so the
 * two cannot differ.
 */
export abstract class SchemaPipe<T extends z.ZodType> implements PipeTransform<unknown> {
  constructor(
    readonly schema: T,
    protected readonly part: 'body' | 'query',
  ) {}

  abstract transform(value: unknown): unknown;

  /** @throws RequestProblemError when there is no body at all */
  protected parse(value: unknown): z.ZodSafeParseResult<z.output<T>> {
    const result = this.schema.safeParse(value, { error: wordingOf });
    if (!result.success && this.part === 'body' && value === undefined) {
      throw new RequestProblemError(
        'malformed-request',
        'The request has no body; send a JSON object with Content-Type: application/json.',
      );
    }
    return result;
  }
}

/** Refuses what is not valid. */
export class ZodPipe<T extends z.ZodType> extends SchemaPipe<T> implements PipeTransform<unknown, z.output<T>> {
  transform(value: unknown): z.output<T> {
    const result = this.parse(value);
    if (result.success) return result.data;
    throw validationFailed(invalidValues(result.error, this.part));
  }
}

/** A part of a request with everything that is wrong with it. */
export type Checked<T> = { data: T; errors: [] } | { data: null; given: unknown; errors: InvalidValue[] };

/** Lets an invalid part pass with its errors, so that the handler can tell what else is wrong in the same answer. */
export class CheckingPipe<T extends z.ZodType>
  extends SchemaPipe<T>
  implements PipeTransform<unknown, Checked<z.output<T>>>
{
  transform(value: unknown): Checked<z.output<T>> {
    const result = this.parse(value);
    return result.success
      ? { data: result.data, errors: [] }
      : { data: null, given: value, errors: invalidValues(result.error, this.part) };
  }
}

/** @returns what a schema found, as the problem's `errors` */
export function invalidValues(error: z.ZodError, part: InvalidValue['in'], below: PropertyKey[] = []): InvalidValue[] {
  /** What to do about a name that is missing, because it stands there misspelt. */
  const renamings = new Map<string, string>();
  const found = error.issues.flatMap((issue: WordedIssue): InvalidValue[] => {
    const path = [...below, ...issue.path];
    if (issue.code !== 'unrecognized_keys') {
      const others = issue.others === undefined ? [] : invalidValues(issue.others, part, path.slice(0, -1));
      return [{ in: part, pointer: jsonPointer(path), detail: issue.message, ...hintsOf(issue) }, ...others];
    }
    return issue.keys.slice(0, MAX_ERRORS).map((key) => {
      const { meant, detail, limit, suggestion } = unknownName(key, issue.known ?? []);
      if (meant !== null) renamings.set(jsonPointer([...path, meant]), `Rename "${key}" to "${meant}".`);
      return { in: part, pointer: jsonPointer([...path, key]), detail, limit, suggestion };
    });
  });
  return found.slice(0, MAX_ERRORS).map((value) => {
    const suggestion = value.detail === REQUIRED ? renamings.get(value.pointer) : undefined;
    return suggestion === undefined ? value : { ...value, suggestion };
  });
}

/** @returns the JSON pointer (RFC 6901) of a path */
export function jsonPointer(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
