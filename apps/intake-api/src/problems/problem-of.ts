import { HttpException } from '@nestjs/common';
import { DatabaseError } from 'pg';
import {
  GateContendedError,
  INSTALLED_ELSEWHERE,
  IntakeContendedError,
  ListTooWideError,
  SellerContendedError,
} from '@adcp-orchestrator/ledger';
import { TimeLimitExceededError } from '@adcp-orchestrator/platform';
import { BODY_LIMIT_BYTES, SIGN_IN_BODY_LIMIT_BYTES } from '../http/limits';
import { isDatabaseUnavailable } from './database-unavailable';
import { listTooWide } from './list-too-wide';
import { RequestProblemError } from './problem';

const RETRY_AFTER_SECONDS = 5;
/** A person has to do something first. */
const RETRY_AFTER_OPERATOR_SECONDS = 60;

/**
 * The one mapping from errors to answers. An error that is not known here is a fault of ours. The answer then says
 * nothing about our insides, and the caller logs the error.
 */
export function problemOf(error: unknown): RequestProblemError {
  if (error instanceof RequestProblemError) return error;
  if (
    error instanceof GateContendedError ||
    error instanceof IntakeContendedError ||
    error instanceof SellerContendedError
  ) {
    return new RequestProblemError('contended', error.message, { cause: error, headers: { 'retry-after': '1' } });
  }
  if (error instanceof ListTooWideError) return listTooWide(error);
  if (error instanceof DatabaseError && error.code === INSTALLED_ELSEWHERE) {
    return new RequestProblemError(
      'unavailable',
      'The service has another database than it had, perhaps a restored backup, and takes nothing in until its operator has confirmed it. Nothing of this request was kept: send it again later, with the same Idempotency-Key.',
      { cause: error, headers: { 'retry-after': String(RETRY_AFTER_OPERATOR_SECONDS) } },
    );
  }
  if (isDatabaseUnavailable(error) || error instanceof TimeLimitExceededError) {
    return new RequestProblemError(
      'unavailable',
      'The database does not answer, or no connection to it came free in time. Try again; an operation sent again with the same Idempotency-Key is never made twice.',
      { cause: error, headers: { 'retry-after': String(RETRY_AFTER_SECONDS) } },
    );
  }
  const status = statusOf(error);
  return (status === null ? null : problemOfStatus(status, error)) ?? internalError(error);
}

/** Errors of Fastify and of Nest say what they are by their status. */
function statusOf(error: unknown): number | null {
  if (error instanceof HttpException) return error.getStatus();
  if (error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number') return error.statusCode;
  return null;
}

function problemOfStatus(status: number, error: unknown): RequestProblemError | null {
  switch (status) {
    case 400:
      return new RequestProblemError('malformed-request', messageOf(error), { cause: error });
    case 404:
      return new RequestProblemError('route-not-found', 'No route has this address; /docs lists them all.', {
        cause: error,
      });
    case 408:
      return new RequestProblemError('request-timeout', 'The request did not arrive in time.', { cause: error });
    case 413:
      return new RequestProblemError(
        'payload-too-large',
        `The body is larger than this route takes: ${BODY_LIMIT_BYTES} bytes, and ${SIGN_IN_BODY_LIMIT_BYTES} for a sign-in.`,
        { cause: error },
      );
    case 414:
      return new RequestProblemError('uri-too-long', 'The address is longer than the limit.', { cause: error });
    case 415:
      return new RequestProblemError('unsupported-media-type', 'Send JSON with Content-Type: application/json.', {
        cause: error,
        headers: { accept: 'application/json' },
      });
    case 431:
      return new RequestProblemError('headers-too-large', 'The header fields are larger than the limit.', {
        cause: error,
      });
    case 503:
      return new RequestProblemError('unavailable', 'The service is starting or stopping. Try again.', {
        cause: error,
        headers: { 'retry-after': String(RETRY_AFTER_SECONDS) },
      });
    default:
      // A plugin may refuse a request for a reason of its own, a range or a precondition. The fault is still the
      // request's.
      return status >= 400 && status < 500
        ? new RequestProblemError('malformed-request', `${messageOf(error)} (${status})`, { cause: error })
        : null;
  }
}

function internalError(error: unknown): RequestProblemError {
  return new RequestProblemError(
    'internal-error',
    'The service failed at this request. It is logged under the request_id; nothing is known to be wrong with the request.',
    { cause: error },
  );
}

/** Only texts of the framework's own 400s come here. They speak about the request. */
function messageOf(error: unknown): string {
  return error instanceof Error && error.message !== '' ? error.message : 'The request could not be read.';
}
