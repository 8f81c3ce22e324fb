import { isJsonObject, Recovery, VERSION_UNSUPPORTED, type JsonObject } from '@adcp-orchestrator/domain';
import { objectField } from '../json/fields';
import { storable } from '../json/storable';
import { FaultAction, adcpErrorOf } from './adcp-error';
import { faultOfError } from './fault-of-error';
import { faultOfText } from './fault-of-text';
import { Executed, FaultCode, FaultOrigin, type SellerFault, clipped } from './seller-fault';

/** JSON-RPC 2.0: not parsed, not a request, no such method. The server never reached the tool. */
const NOT_BEGUN = new Set([-32700, -32600, -32601]);

/** The fault of a JSON-RPC error (AdCP 3.0, transport errors: -32027 to -32029 carry `data.adcp_error`). */
export function faultOfRpc(code: number, message: string, data: unknown): SellerFault {
  const envelope: JsonObject = {
    jsonrpc: '2.0',
    error: { code, message, data: isJsonObject(data) ? storable(data) : null },
  };
  const error = adcpErrorOf(envelope) ?? versionErrorIn(objectField(objectField(envelope, 'error') ?? {}, 'data'));
  if (error !== null) return faultOfError({ message, ...error }, FaultOrigin.rpc);
  if (!NOT_BEGUN.has(code)) return faultOfText(message, FaultOrigin.rpc);
  return {
    code: FaultCode.toolRefused,
    message: clipped(`the seller's MCP server refused the request (JSON-RPC ${code}): ${message}`),
    recovery: Recovery.terminal,
    action: FaultAction.surfaceToCaller,
    executed: Executed.no,
    origin: FaultOrigin.rpc,
    unauthorized: false,
  };
}

/** Older servers put the code straight into `data`, or only the releases that they speak. */
function versionErrorIn(data: JsonObject | undefined): JsonObject | null {
  if (data === undefined) return null;
  const said = data.code === VERSION_UNSUPPORTED || Array.isArray(data.supported_versions);
  return said ? { code: VERSION_UNSUPPORTED, details: data } : null;
}
