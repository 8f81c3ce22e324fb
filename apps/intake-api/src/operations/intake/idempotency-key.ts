import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { validationFailed } from '../../problems/problem';

const MAX_LENGTH = 255;
const USABLE = /^[\x21-\x7e]+$/;

/** The `Idempotency-Key` header: null when it is absent. */
export const IdempotencyKey = createParamDecorator((_: unknown, context: ExecutionContext): string | null =>
  idempotencyKeyOf(context.switchToHttp().getRequest<FastifyRequest>().headers['idempotency-key']),
);

/** @throws RequestProblemError when it came twice, or is not 1 to 255 visible ASCII characters */
export function idempotencyKeyOf(header: string | string[] | undefined): string | null {
  if (header === undefined) return null;
  if (typeof header !== 'string' || header.length > MAX_LENGTH || !USABLE.test(header)) {
    throw validationFailed([
      {
        in: 'header',
        pointer: '/Idempotency-Key',
        detail: `must come once, with 1 to ${MAX_LENGTH} visible ASCII characters and no space`,
        limit: MAX_LENGTH,
        suggestion: 'Send one such as a UUID of your own for each new request.',
      },
    ]);
  }
  return header;
}
