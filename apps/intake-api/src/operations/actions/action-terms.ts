import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Operation } from '@adcp-orchestrator/domain';
import { RequestProblemError } from '../../problems/problem';
import { idempotencyKeyOf } from '../intake/idempotency-key';
import { etagMatches, etagOf } from '../reading/etag';

/** On what terms an action is asked for. */
export interface ActionTerms {
  /** The `Idempotency-Key` header; null when it is absent. */
  key: string | null;
  /** The `If-Match` header; null when it is absent. */
  ifMatch: string | null;
}

/** The terms of an action, from the headers of its request. */
export const Terms = createParamDecorator((_: unknown, context: ExecutionContext): ActionTerms => {
  const { headers } = context.switchToHttp().getRequest<FastifyRequest>();
  return { key: idempotencyKeyOf(headers['idempotency-key']), ifMatch: headers['if-match'] ?? null };
});

/** What the documentation says of these headers. */
export const termHeaders = {
  'Idempotency-Key': {
    description:
      'Names this action on this operation: a repetition is not done again, and is answered as the first was. It is used once the action is done; one that was refused may be tried again under it',
    schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[!-~]+$' },
  },
  'If-Match': {
    description: 'An `ETag` of the operation, weak or strong: the action is done only while that is its version',
    schema: { type: 'string' },
  },
};

/**
 * @returns the version that the operation must still have when the action is written; null when any will do
 * @throws RequestProblemError `version-mismatch` when `If-Match` names another one
 */
export function versionWanted({ ifMatch }: ActionTerms, operation: Operation): number | null {
  if (ifMatch === null || ifMatch.trim() === '*') return null;
  if (!etagMatches(ifMatch, operation)) throw versionMismatch(operation);
  return operation.version;
}

export function versionMismatch(operation: Operation): RequestProblemError {
  const { id, status, version } = operation;
  return new RequestProblemError(
    'version-mismatch',
    `Operation ${id} is at version ${version} and ${status}, which is not what If-Match names; read it again, and decide anew.`,
    {
      headers: { etag: etagOf(operation) },
      members: { operation_id: id, operation_status: status, version },
      errors: [
        {
          in: 'header',
          pointer: '/If-Match',
          detail: 'names another version',
          limit: etagOf(operation),
          suggestion: `If you have read that version, send If-Match: ${etagOf(operation)}, with its quotes.`,
        },
      ],
    },
  );
}
