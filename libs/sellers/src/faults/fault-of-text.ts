import { Recovery } from '@adcp-orchestrator/domain';
import { FaultAction } from './adcp-error';
import { Executed, FaultCode, FaultOrigin, type SellerFault, clipped } from './seller-fault';

/**
 * What the MCP SDK's own servers write when a tool's arguments do not fit or the tool does not exist: the handler was
 * never run. There is no other sign of it in the protocol, and any text that is not exactly this proves nothing.
 */
const REFUSED_BEFORE_RUNNING =
  /^(?:MCP error -32602: )?(?:Input validation error: |Invalid arguments for tool |Tool \S+ (?:not found|disabled)$)|^(?:MCP error -32601: )Method not found/;
/** The handler ran to its end, and its result was then refused by the server's own schema. */
const REFUSED_AFTER_RUNNING =
  /^(?:MCP error -32602: )?(?:Output validation error: |Invalid structured content for tool )/;

/** The fault of an error that is plain text: `isError` without any structure, or a JSON-RPC error's message. */
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
