import { isJsonObject, Recovery, type JsonObject } from '@adcp-orchestrator/domain';
import { parseStorable } from '../json/storable';
import { FaultAction, adcpErrorOf, bodyErrorOf } from './adcp-error';
import { faultOfError } from './fault-of-error';
import { rateLimitCodes } from './recovery-of-code';
import { Executed, FaultCode, FaultOrigin, type SellerFault, clipped } from './seller-fault';

/** Statuses by which a server says that it has not begun. */
const NOT_BEGUN = new Set([401, 403, 404, 405, 406, 411, 413, 414, 415, 421, 426, 429, 431]);
const EXCERPT = 300;

/** An HTTP answer that is not a success. */
export interface HttpRefusal {
  status: number;
  body: string;
  retryAfter?: number;
  /** The request carried a session id of ours. */
  inSession: boolean;
}

/**
 * The fault of an HTTP status. A status of `NOT_BEGUN`, such as 401, 404 or 429, proves that nothing was executed. A
 * 5xx, or a 400 of unknown meaning, proves nothing. An AdCP error in the body adds its words. Below 500 it adds its
 * proof too. From 500 on only a rate limit proves anything: a server that failed may have booked before it did.
 */
export function faultOfHttp(refusal: HttpRefusal): SellerFault {
  const { status, retryAfter } = refusal;
  const said = errorIn(refusal.body);
  const unauthorized = status === 401 || status === 403 || said?.unauthorized === true;
  const refused = NOT_BEGUN.has(status) || (said !== undefined && provesRefusal(said, status));
  return {
    code: said?.code ?? codeOf(refusal, unauthorized),
    message: said?.message ?? messageOf(refusal),
    recovery: said?.recovery ?? (unauthorized ? Recovery.correctable : Recovery.transient),
    action: said !== undefined && !NOT_BEGUN.has(status) ? said.action : FaultAction.retry,
    executed: refused ? Executed.no : Executed.maybe,
    origin: FaultOrigin.http,
    unauthorized,
    httpStatus: status,
    ...(said?.field === undefined ? {} : { field: said.field }),
    ...(said?.suggestion === undefined ? {} : { suggestion: said.suggestion }),
    ...(said?.details === undefined ? {} : { details: said.details }),
    ...((retryAfter ?? said?.retryAfter) === undefined ? {} : { retryAfter: retryAfter ?? said?.retryAfter }),
  };
}

function provesRefusal({ executed, code }: SellerFault, status: number): boolean {
  return executed === Executed.no && (status < 500 || rateLimitCodes.has(code.toUpperCase()));
}

function codeOf({ status, inSession }: HttpRefusal, unauthorized: boolean): FaultCode {
  if (unauthorized) return FaultCode.unauthorized;
  if (status === 429) return FaultCode.rateLimited;
  if (status === 400 && inSession) return FaultCode.sessionLost;
  if (status === 404) return inSession ? FaultCode.sessionLost : FaultCode.notFound;
  return FaultCode.httpRefused;
}

function messageOf({ status, body, inSession }: HttpRefusal): string {
  const excerpt = clipped(body.slice(0, EXCERPT)).trim();
  const said = excerpt === '' ? '' : `: ${excerpt}`;
  switch (status) {
    case 401:
    case 403:
      return `the seller refused our credential (HTTP ${status})${said}; check the seller's "auth"`;
    case 404:
      return inSession
        ? 'the seller has forgotten our MCP session (HTTP 404); a new one is opened for the next call'
        : `the seller's agent_url answers HTTP 404${said}; check "agent_url"`;
    case 429:
      return `the seller limits the rate of our calls (HTTP 429)${said}`;
    default:
      return `the seller answered HTTP ${status}${said}`;
  }
}

function errorIn(body: string): SellerFault | undefined {
  const parsed = jsonOf(body);
  if (parsed === null) return undefined;
  const error = adcpErrorOf(parsed) ?? (parsed.jsonrpc === undefined ? bodyErrorOf(parsed) : null);
  return error === null ? undefined : faultOfError(error, FaultOrigin.http);
}

function jsonOf(body: string): JsonObject | null {
  try {
    const parsed = parseStorable(body);
    return isJsonObject(parsed) ? parsed : null;
  } catch {
    return null; // an HTML page, or nothing: the status says enough
  }
}
