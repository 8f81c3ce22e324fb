import { McpError } from '@modelcontextprotocol/sdk/types.js';
import { StreamableHTTPError } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { Recovery } from '@adcp-orchestrator/domain';
import {
  Executed,
  FaultAction,
  FaultCode,
  FaultOrigin,
  type SellerFault,
  clipped,
  faultOfHttp,
  faultOfRpc,
} from '../faults';
import type { CallRecord } from './call-record';
import { ExchangeFailedError } from './exchange-failed';

/** The fault of whatever the MCP client threw, judged with what the call's own exchange recorded. */
export function faultOfFailure(error: unknown, record: CallRecord): SellerFault {
  if (error instanceof ExchangeFailedError) return transportFault(error.code, error.executed, error.message, record);
  if (error instanceof StreamableHTTPError && record.httpStatus !== undefined && record.httpStatus >= 400) {
    return faultOfHttp({
      status: record.httpStatus,
      body: record.refusalBody ?? '',
      retryAfter: record.retryAfter,
      inSession: record.inSession === true,
    });
  }
  if (error instanceof McpError && record.httpStatus !== undefined) {
    const fault = faultOfRpc(error.code, withoutPrefix(error), error.data);
    return { retryAfter: record.retryAfter, ...fault, httpStatus: record.httpStatus };
  }
  const message = error instanceof Error ? error.message : String(error);
  return record.sent === true
    ? transportFault(FaultCode.malformed, Executed.maybe, `the seller's answer cannot be read: ${message}`, record)
    : transportFault(FaultCode.unreachable, Executed.no, `the call was not sent: ${message}`, record);
}

function transportFault(code: FaultCode, executed: Executed, message: string, record: CallRecord): SellerFault {
  return {
    code,
    message: clipped(message),
    recovery: Recovery.transient,
    action: FaultAction.retry,
    executed,
    origin: FaultOrigin.transport,
    unauthorized: false,
    ...(record.httpStatus === undefined ? {} : { httpStatus: record.httpStatus }),
    ...(record.retryAfter === undefined ? {} : { retryAfter: record.retryAfter }),
  };
}

/**
 * Takes off the prefix that the client puts before the server's message. A server may have put the same one there
 * itself; that one stays.
 */
function withoutPrefix(error: McpError): string {
  return error.message.replace(`MCP error ${error.code}: `, '');
}
