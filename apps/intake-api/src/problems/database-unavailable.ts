import { DatabaseError } from 'pg';

/**
 * Classes of SQLSTATE by which a server says that it does not serve us now: connections, credentials, unknown database,
 * resources, shutdown, start-up, and time limits.
 */
const unavailableClasses = new Set(['08', '28', '3D', '53', '57']);
/**
 * States that pass by themselves: a concurrent change, a deadlock, no connections allowed (`55000`), a lock that is not
 * to be had, a transaction that idled, a standby that is not yet promoted.
 */
const passingCodes = new Set(['40001', '40P01', '55000', '55P03', '25P03', '25006']);

const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** The driver and its pool give these failures no code. Their texts are all there is, as of pg 8.23. */
const driverTexts = [
  'timeout exceeded when trying to connect',
  'Connection terminated',
  'Query read timeout',
  'Client has encountered a connection error and is not queryable',
];

/** @returns whether the error says that the database cannot be reached, or cannot serve at present */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isDatabaseUnavailable);
  if (error instanceof DatabaseError) {
    const code = error.code ?? '';
    return unavailableClasses.has(code.slice(0, 2)) || passingCodes.has(code);
  }
  if (!(error instanceof Error)) return false;
  if ('code' in error && typeof error.code === 'string' && networkCodes.has(error.code)) return true;
  return driverTexts.some((text) => error.message.startsWith(text));
}
