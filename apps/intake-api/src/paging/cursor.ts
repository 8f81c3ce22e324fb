import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type InvalidValue, validationFailed } from '../problems/problem';

const MAX_LENGTH = 1_024;
const envelopeSchema = z.object({ p: z.unknown(), f: z.string() });

/**
 * Makes the place where a page ended opaque. Clients pass it back as it is. It carries a mark of the filters that it
 * was made with: under other filters it would skip or repeat rows, and nobody would notice.
 */
export function encodeCursor(position: Readonly<Record<string, string>>, filters: unknown): string {
  return Buffer.from(JSON.stringify({ p: position, f: markOf(filters) }), 'utf8').toString('base64url');
}

/**
 * @param schema what a position of this list is made of
 * @param where the part of the request that the cursor stands in
 * @throws RequestProblemError `validation-failed` when it is not a cursor of this list with these filters
 */
export function decodeCursor<T extends z.ZodType>(
  cursor: string,
  schema: T,
  filters: unknown,
  where: InvalidValue['in'] = 'query',
): z.output<T> {
  const envelope = envelopeSchema.safeParse(parsed(cursor));
  const position = envelope.success ? schema.safeParse(envelope.data.p) : null;
  if (!envelope.success || position?.success !== true) {
    throw invalidCursor(where, 'is not a cursor of this list', 'Take "next_cursor" of the page before as it is.');
  }
  if (envelope.data.f !== markOf(filters)) {
    throw invalidCursor(where, 'was made with other filters', 'Repeat the filters of the page that it came from.');
  }
  return position.data;
}

function parsed(cursor: string): unknown {
  if (cursor.length > MAX_LENGTH) return null;
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch (error) {
    // This is not JSON. The schema's refusal tells the client.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function markOf(filters: unknown): string {
  return createHash('sha256').update(JSON.stringify(filters)).digest('base64url').slice(0, 12);
}

/** @returns the problem that a cursor cannot be taken */
export function invalidCursor(where: InvalidValue['in'], detail: string, suggestion: string): Error {
  return validationFailed([{ in: where, pointer: '/cursor', detail, suggestion }]);
}
