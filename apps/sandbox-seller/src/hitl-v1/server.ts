import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import type { JsonObject } from '../state/records';
import type { Prose } from './prose';
import {
  addCreativeAssetsInput,
  checkStatusInput,
  createMediaBuyInput,
  deliveryInput,
  pendingTasksInput,
  ToolError,
  updateMediaBuyInput,
  type HitlTools,
} from './tools';

/**
 * A longer answer, in characters, is not sent a second time as text. A list of a thousand tasks is large enough once.
 */
const longText = 65_536;

function toolResult(body: JsonObject, structured: boolean, isError: boolean): CallToolResult {
  const text = JSON.stringify(body);
  return {
    content: [
      { type: 'text', text: structured && text.length > longText ? 'The answer is in structuredContent' : text },
    ],
    ...(structured && { structuredContent: body }),
    ...(isError && { isError }),
  };
}

/** An MCP server, for one session, with the tools of the guide's protocol. */
export function createHitlServer(tools: HitlTools, prose: Prose): McpServer {
  const server = new McpServer({ name: 'sandbox-seller-hitl-v1', version: '1.0.0' });
  const answering =
    <Input>(work: (input: Input) => JsonObject | Promise<JsonObject>) =>
    async (input: Input): Promise<CallToolResult> => {
      const structured = prose.nextIsStructured();
      try {
        return toolResult(await work(input), structured, false);
      } catch (error) {
        if (!(error instanceof ToolError)) throw error;
        const { code, message, field, suggestion } = error;
        return toolResult({ error: { code, message, field, suggestion } }, structured, true);
      }
    };
  server.registerTool(
    'create_media_buy',
    { description: 'Create a media buy from packages', inputSchema: createMediaBuyInput },
    answering((input) => tools.createMediaBuy(input)),
  );
  server.registerTool(
    'update_media_buy',
    { description: 'Change a media buy', inputSchema: updateMediaBuyInput },
    answering((input) => tools.updateMediaBuy(input)),
  );
  server.registerTool(
    'add_creative_assets',
    { description: 'Upload creatives for a media buy', inputSchema: addCreativeAssetsInput },
    answering((input) => tools.addCreativeAssets(input)),
  );
  server.registerTool(
    'check_media_buy_status',
    {
      description: 'State of a media buy, by media_buy_id or po_number',
      inputSchema: checkStatusInput,
      annotations: { readOnlyHint: true },
    },
    answering((input) => tools.checkMediaBuyStatus(input)),
  );
  server.registerTool(
    'get_media_buy_delivery',
    { description: 'Delivery figures of a media buy', inputSchema: deliveryInput, annotations: { readOnlyHint: true } },
    answering((input) => tools.getMediaBuyDelivery(input)),
  );
  server.registerTool(
    'get_pending_tasks',
    {
      description: 'Tasks of the human in the loop',
      inputSchema: pendingTasksInput,
      annotations: { readOnlyHint: true },
    },
    answering((input) => tools.getPendingTasks(input)),
  );
  return server;
}
