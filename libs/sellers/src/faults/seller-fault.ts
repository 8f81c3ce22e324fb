import { type Json, LARGE_CHARACTERS, type OperationError, type Recovery, isLarge } from '@adcp-orchestrator/domain';
import { databaseText } from '@adcp-orchestrator/ledger';
import type { FaultAction } from './adcp-error';

/** Whether the seller executed the call that failed. `maybe`: nothing proves either. */
export const Executed = { no: 'no', maybe: 'maybe', yes: 'yes' } as const;
export type Executed = (typeof Executed)[keyof typeof Executed];

/** The layer that failed. Only `transport`, and `http` with a 5xx, count against the seller's circuit. */
export const FaultOrigin = { transport: 'transport', http: 'http', rpc: 'rpc', tool: 'tool' } as const;
export type FaultOrigin = (typeof FaultOrigin)[keyof typeof FaultOrigin];

/** Our own codes. Every other code is the seller's word. */
export const FaultCode = {
  addressRefused: 'SELLER_ADDRESS_REFUSED',
  unreachable: 'SELLER_UNREACHABLE',
  dropped: 'SELLER_CONNECTION_LOST',
  timedOut: 'SELLER_TIMED_OUT',
  aborted: 'CALL_ABORTED',
  tooLarge: 'SELLER_ANSWER_TOO_LARGE',
  redirected: 'SELLER_REDIRECTS',
  malformed: 'SELLER_ANSWER_MALFORMED',
  sessionLost: 'SELLER_SESSION_LOST',
  httpRefused: 'SELLER_HTTP_ERROR',
  notFound: 'SELLER_NOT_FOUND',
  unauthorized: 'SELLER_REFUSED_CREDENTIAL',
  rateLimited: 'RATE_LIMITED',
  toolRefused: 'SELLER_REFUSED_REQUEST',
  toolFailed: 'SELLER_TOOL_ERROR',
} as const;
export type FaultCode = (typeof FaultCode)[keyof typeof FaultCode];

/** A failed call, whatever layer failed. Whether to retry is data here; it is never read from the message. */
export interface SellerFault {
  code: string;
  message: string;
  recovery: Recovery | null;
  action: FaultAction;
  executed: Executed;
  origin: FaultOrigin;
  /** The seller refused the credential. */
  unauthorized: boolean;
  /** Seconds, at most 3,600. */
  retryAfter?: number;
  field?: string;
  suggestion?: string;
  issues?: Json;
  details?: Json;
  httpStatus?: number;
}

export const MAX_RETRY_AFTER_SECONDS = 3_600;
const MAX_MESSAGE = 2_000;
/** An error is shown in every list and notification, so large details are left out. */
const DETAILS_OMITTED: Json = { omitted: `the seller sent more than ${LARGE_CHARACTERS} characters of details` };

/** @returns seconds from 0 to 3,600; undefined when the value is not a number of seconds */
export function clampedRetryAfter(value: unknown): number | undefined {
  const seconds = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof seconds !== 'number' || !Number.isFinite(seconds)) return undefined;
  return Math.min(MAX_RETRY_AFTER_SECONDS, Math.max(0, seconds));
}

/** A seller's text, cut to what a person reads and a row can hold. */
export function clipped(text: string): string {
  const safe = databaseText(text);
  return safe.length <= MAX_MESSAGE ? safe : `${safe.slice(0, MAX_MESSAGE)}… (${safe.length} characters)`;
}

/** The fault as the desk reads it. */
export function operationErrorOf(fault: SellerFault): OperationError {
  const details = fault.issues === undefined ? fault.details : { ...asObject(fault.details), issues: fault.issues };
  return {
    code: fault.code,
    message: fault.message,
    recovery: fault.recovery,
    ...(fault.field === undefined ? {} : { field: fault.field }),
    ...(fault.suggestion === undefined ? {} : { suggestion: fault.suggestion }),
    ...(fault.retryAfter === undefined ? {} : { retryAfter: fault.retryAfter }),
    ...(details === undefined ? {} : { details: isLarge(details) ? DETAILS_OMITTED : details }),
  };
}

function asObject(details: Json | undefined): { [key: string]: Json } {
  if (details === undefined || details === null) return {};
  return typeof details === 'object' && !Array.isArray(details) ? details : { details };
}
