import type { PipeTransform } from '@nestjs/common';
import type { z } from 'zod';
import { type InvalidValue, RequestProblemError, validationFailed } from '../problems/problem';

/** Reports at most this many values of one request. */
const MAX_ERRORS = 50;

/**
 * Validates one part of a request. The OpenAPI document finds the same schema on the parameters of the route, so the
 * two cannot differ.
 */
export class ZodPipe<T extends z.ZodType> implements PipeTransform<unknown, z.output<T>> {
  constructor(
    readonly schema: T,
    private readonly part: 'body' | 'query',
  ) {}

  transform(value: unknown): z.output<T> {
    const result = this.schema.safeParse(value);
    if (result.success) return result.data;
    if (this.part === 'body' && value === undefined) {
      throw new RequestProblemError(
        'malformed-request',
        'The request has no body; send a JSON object with Content-Type: application/json.',
      );
    }
    throw validationFailed(invalidValues(result.error, this.part));
  }
}

/** @returns what a schema found, as the problem's `errors` */
export function invalidValues(error: z.ZodError, part: InvalidValue['in'], below: PropertyKey[] = []): InvalidValue[] {
  return error.issues
    .flatMap((issue): InvalidValue[] => {
      const path = [...below, ...issue.path];
      if (issue.code === 'unrecognized_keys') {
        return issue.keys.map((key) => ({
          in: part,
          pointer: jsonPointer([...path, key]),
          detail: 'is not known here',
        }));
      }
      return [{ in: part, pointer: jsonPointer(path), detail: issue.message }];
    })
    .slice(0, MAX_ERRORS);
}

/** @returns the JSON pointer (RFC 6901) of a path */
function jsonPointer(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
