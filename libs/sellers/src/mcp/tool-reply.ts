import { isJsonObject, type JsonObject } from '@adcp-orchestrator/domain';
import { adcpErrorOf, bodyErrorOf, jsonTexts, texts } from '../faults/adcp-error';
import { faultOfError } from '../faults/fault-of-error';
import { faultOfText } from '../faults/fault-of-text';
import { Executed, FaultAction, FaultCode, FaultOrigin, type SellerFault } from '../faults';

/** The seller's body, or why there is none. */
export type ToolAnswer = { ok: true; body: JsonObject } | { ok: false; fault: SellerFault };

/** What one call brought, and how. `retryAfter` is the HTTP header's, in seconds. */
export type ToolReply = ToolAnswer & { httpStatus?: number; durationMs: number; retryAfter?: number };

/** Keys that alone do not make a body AdCP data. */
const ENVELOPE = new Set(['adcp_error', 'context', 'ext']);

/**
 * The AdCP data of a successful tool result: `structuredContent`, or else the first text item that is a JSON object
 * (the official extraction vectors). The object may have a `__proto__` key, so never merge it into another.
 * @returns null for an error, for prose, and for a body that holds nothing but an `adcp_error`
 */
export function adcpDataOf(result: JsonObject): JsonObject | null {
  if (result.isError === true) return null;
  const structured = result.structuredContent;
  const body = isJsonObject(structured) ? structured : jsonTexts(result)[0];
  if (body === undefined || isErrorOnly(body)) return null;
  return body;
}

/**
 * The fault of a tool result without data. It is read from `adcp_error`, else from the other shapes of errors, else
 * from the bare text.
 */
export function faultOfResult(result: JsonObject): SellerFault {
  if (result.isError !== true) return unreadable(result);
  const structured = result.structuredContent;
  const bodies = isJsonObject(structured) ? [structured] : jsonTexts(result);
  const error = adcpErrorOf(result) ?? bodies.map(bodyErrorOf).find((found) => found !== null) ?? null;
  return error === null ? faultOfText(texts(result).join('\n')) : faultOfError(error);
}

/** The result is not marked as an error, and yet has no data. Nobody can say what the seller did. */
function unreadable(result: JsonObject): SellerFault {
  const said = texts(result).join(' ').slice(0, 300);
  return {
    code: FaultCode.malformed,
    message: `the seller's answer holds no AdCP data${said === '' ? '' : `: ${said}`}`,
    recovery: null,
    action: FaultAction.genericError,
    executed: Executed.maybe,
    origin: FaultOrigin.tool,
    unauthorized: false,
  };
}

function isErrorOnly(body: JsonObject): boolean {
  return isJsonObject(body.adcp_error) && Object.keys(body).every((key) => ENVELOPE.has(key));
}
