import type { Json, JsonObject } from '@adcp-orchestrator/domain';
import { PROBLEM_TYPE_BASE, type ProblemKind, problemCatalog } from './problem-catalog';

/** One invalid value: where it is, as a JSON pointer into that part of the request, and what is wrong with it. */
export interface InvalidValue {
  in: 'body' | 'query' | 'path' | 'header';
  pointer: string;
  detail: string;
  /** The limit that it breaks, for a program: a number, a format, the values that may stand there. */
  limit?: Json;
  /** What to do, for a person. */
  suggestion?: string;
}

export interface ProblemOptions {
  errors?: readonly InvalidValue[];
  headers?: Readonly<Record<string, string | string[]>>;
  /** Further members of the problem object, in snake_case. */
  members?: JsonObject;
  cause?: unknown;
}

/**
 * An error that is the answer to a request. Throw it anywhere behind the HTTP edge; the problem filter answers with it.
 */
export class RequestProblemError extends Error {
  override readonly name = 'RequestProblemError';
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  /** The values that are to blame, where single values are. */
  readonly errors: readonly InvalidValue[];

  constructor(
    readonly kind: ProblemKind,
    readonly detail: string,
    private readonly options: ProblemOptions = {},
  ) {
    super(detail, { cause: options.cause });
    this.status = problemCatalog[kind].status;
    this.headers = options.headers ?? {};
    this.errors = options.errors ?? [];
  }

  /** @returns the problem object that is answered (RFC 9457) */
  body(requestId: string | null): JsonObject {
    const { errors, members } = this.options;
    return {
      type: `${PROBLEM_TYPE_BASE}${this.kind}`,
      title: problemCatalog[this.kind].title,
      status: this.status,
      detail: this.detail,
      ...(errors === undefined ? {} : { errors: errors.map((error) => ({ ...error })) }),
      ...members,
      ...(requestId === null ? {} : { request_id: requestId }),
    };
  }
}

/** @returns the problem that a request's values are not valid; the detail counts them */
export function validationFailed(errors: readonly InvalidValue[], detail?: string): RequestProblemError {
  const [first] = errors;
  const summary =
    errors.length === 1 && first !== undefined
      ? `${first.pointer === '' ? `the ${first.in}` : first.pointer}: ${first.detail}`
      : `${errors.length} values are not valid; "errors" names each`;
  return new RequestProblemError('validation-failed', detail ?? summary, { errors });
}

/** @returns the problem that one value in the body is not valid */
export function invalidBody(pointer: string, detail: string, suggestion?: string): RequestProblemError {
  return validationFailed([inBody(pointer, detail, suggestion)]);
}

/** @returns an invalid value in the body, to be told with others */
export function inBody(pointer: string, detail: string, suggestion?: string): InvalidValue {
  return { in: 'body', pointer, detail, ...(suggestion === undefined ? {} : { suggestion }) };
}

export function notFound(what: string, id: string): RequestProblemError {
  return new RequestProblemError('not-found', `There is no ${what} "${id}".`);
}
