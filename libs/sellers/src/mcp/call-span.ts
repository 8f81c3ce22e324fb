import type { Seller } from '@adcp-orchestrator/domain';
import { SpanKind, inStep, markFailed } from '@adcp-orchestrator/platform';
import type { ToolReply } from './tool-reply';

/**
 * Makes one call of a seller as a step of the leg under way. The seller is named by its id and its host: a path may hold
 * a token.
 * @param tool null for the list of tools
 */
export function inCallSpan(seller: Seller, tool: string | null, call: () => Promise<ToolReply>): Promise<ToolReply> {
  const method = tool === null ? 'tools/list' : 'tools/call';
  return inStep(
    tool === null ? method : `${method} ${tool}`,
    SpanKind.CLIENT,
    () => ({
      'mcp.method.name': method,
      ...(tool === null ? {} : { 'gen_ai.tool.name': tool }),
      'adcp.seller_id': seller.id,
      'adcp.dialect': seller.dialect,
      'server.address': new URL(seller.agentUrl).host,
    }),
    async (span) => {
      const reply = await call();
      if (reply.httpStatus !== undefined) span.setAttribute('http.response.status_code', reply.httpStatus);
      if (!reply.ok) markFailed(span, reply.fault.code);
      return reply;
    },
  );
}
