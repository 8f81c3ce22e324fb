import { DatabaseError } from 'pg';
import { TimeLimitExceededError } from '../timing/within';

/** An error whose message is ours. It says what is missing and what to do, and names no host, statement or value. */
export class NotReadyError extends Error {
  override readonly name: string = 'NotReadyError';
}

export const TAKES_NO_WRITES = 'Postgres takes no writes here: DATABASE_URL must name the primary';

/** Words by SQLSTATE. The whole code stands before its class, because the first match wins. */
const reasons: readonly (readonly [code: string, words: string])[] = [
  ['42501', 'the database role lacks a permission: grant it, the log names the table'],
  ['42', 'the schema lacks something that this release uses: run its migrator, the log names it'],
  ['3F', 'the schema lacks something that this release uses: run its migrator, the log names it'],
  ['28', 'Postgres refuses the sign-in: check the user and password in DATABASE_URL'],
  ['3D', 'Postgres has no such database: check its name in DATABASE_URL'],
  ['25006', TAKES_NO_WRITES],
  ['53', 'Postgres has run out of connections, memory or disk'],
  ['55P03', 'a lock was not given in time: a migration or a long transaction may hold it'],
  ['57014', 'a statement took too long'],
  ['57P', 'Postgres is starting or stopping'],
];

/**
 * Why something failed, in words that anybody may read: the public listener answers probes too. Of an error that is not
 * ours only the code or class is shown, because its message can hold hosts, names and values. The log has the message.
 */
export function reasonOf(error: unknown): string {
  if (error instanceof NotReadyError) return error.message;
  if (error instanceof TimeLimitExceededError) return `no answer within ${error.limitMs / 1000} s`;
  if (error instanceof DatabaseError) {
    const code = error.code ?? '';
    const known = reasons.find(([prefix]) => code.startsWith(prefix));
    return `${known?.[1] ?? 'a statement failed, the log says which'} (SQLSTATE ${code})`;
  }
  if (!(error instanceof Error)) return 'it failed, the log says why';
  const { code } = error as NodeJS.ErrnoException;
  return typeof code === 'string' && /^E[A-Z]{3,}$/.test(code)
    ? `no connection, ${code}`
    : `it failed (${error.name}), the log says why`;
}
