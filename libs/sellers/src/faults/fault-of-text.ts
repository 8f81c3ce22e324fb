import { Recovery } from '@adcp-orchestrator/domain';
import { FaultAction } from './adcp-error';
import { Executed, FaultCode, FaultOrigin, type SellerFault, clipped } from './seller-fault';

/**
 * The texts of the MCP SDK's servers for arguments that do not fit, or a tool that does not exist: the handler never
 * ran. The protocol has no other sign of it. Any text that is not exactly one of these proves nothing.
 */
const REFUSED_BEFORE_RUNNING =
  /^(?:MCP error -32602: )?(?:Input validation error: |Invalid arguments for tool |Tool \S+ (?:not found|disabled)$)|^(?:MCP error -32601: )Method not found/;
/** The handler ran to its end, and the server's own schema then refused its result. */
const REFUSED_AFTER_RUNNING =
  /^(?:MCP error -32602: )?(?:Output validation error: |Invalid structured content for tool )/;

/** The fault of an error that is only text: `isError` without any structure, or the message of a JSON-RPC error. */
export function faultOfText(text: string, origin: FaultOrigin = FaultOrigin.tool): SellerFault {
  const message = clipped(text === '' ? 'the seller answered with an error and said nothing about it' : text);
  if (REFUSED_BEFORE_RUNNING.test(text)) {
    return {
      code: FaultCode.toolRefused,
      message,
      recovery: Recovery.correctable,
      action: FaultAction.surfaceToCaller,
      executed: Executed.no,
      origin,
      unauthorized: false,
    };
  }
  const ran = REFUSED_AFTER_RUNNING.test(text);
  return {
    code: FaultCode.toolFailed,
    message,
    recovery: null,
    action: ran ? FaultAction.escalateToHuman : FaultAction.genericError,
    executed: ran ? Executed.yes : Executed.maybe,
    origin,
    unauthorized: false,
  };
}
