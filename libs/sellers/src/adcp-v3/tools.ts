import type { Seller, SellerCapabilities } from '@adcp-orchestrator/domain';
import { SellerUnavailableError } from '../dialect/seller-unavailable';
import { FaultOrigin, type SellerFault } from '../faults';
import { objectField } from '../json/fields';
import type { McpSessions } from '../mcp/mcp-sessions';

/** In the order of preference. SDK sellers have the last two. */
const POLL_TOOLS = ['get_task_status', 'tasks/get', 'tasks_get'];
const LIST_TOOLS = ['tasks/list', 'list_tasks', 'tasks_list'];
const CAPABILITIES_TOOL = 'get_adcp_capabilities';
export const BUYS_TOOL = 'get_media_buys';

/** The tools by which we follow operations at a seller. */
export interface FollowTools {
  poll: string | null;
  list: string | null;
  buys: boolean;
}

/**
 * Reads the tools from the stored capabilities, or else from the session's tool list.
 * @returns a fault when the seller does not tell
 */
export async function followTools(
  sessions: McpSessions,
  seller: Seller,
  signal: AbortSignal,
): Promise<FollowTools | { fault: SellerFault }> {
  if (seller.capabilities !== null) return chosen(seller.capabilities.tools, seller.capabilities.pollTool);
  const reply = await sessions.listTools(seller, signal);
  if (!reply.ok) return { fault: reply.fault };
  const tools = reply.body.tools as string[];
  return chosen(tools, first(POLL_TOOLS, tools));
}

/**
 * Asks what the seller can do.
 * @throws SellerUnavailableError when the seller does not answer
 */
export async function readCapabilities(
  sessions: McpSessions,
  seller: Seller,
  signal: AbortSignal,
): Promise<SellerCapabilities> {
  const listed = await sessions.listTools(seller, signal);
  if (!listed.ok) throw new SellerUnavailableError(listed.fault);
  const tools = listed.body.tools as string[];
  const replayWindowSeconds = tools.includes(CAPABILITIES_TOOL) ? await replayWindow(sessions, seller, signal) : null;
  return { replayWindowSeconds, pollTool: first(POLL_TOOLS, tools), tools };
}

/** AdCP 3.0, idempotency: a seller that does not declare `replay_ttl_seconds` replays nothing. */
async function replayWindow(sessions: McpSessions, seller: Seller, signal: AbortSignal): Promise<number | null> {
  const reply = await sessions.callTool(seller, { tool: CAPABILITIES_TOOL, arguments: {}, mutating: false, signal });
  if (!reply.ok) {
    // A tool that refuses to tell declares nothing. A seller that cannot be reached may be asked again.
    if (reply.fault.origin === FaultOrigin.tool && reply.fault.action !== 'retry') return null;
    throw new SellerUnavailableError(reply.fault);
  }
  const idempotency = objectField(objectField(reply.body, 'adcp') ?? {}, 'idempotency') ?? {};
  const seconds = idempotency.replay_ttl_seconds;
  if (idempotency.supported === false || typeof seconds !== 'number' || !(seconds > 0)) return null;
  return Math.floor(seconds);
}

function chosen(tools: string[], poll: string | null): FollowTools {
  return { poll, list: first(LIST_TOOLS, tools), buys: tools.includes(BUYS_TOOL) };
}

function first(wanted: readonly string[], tools: readonly string[]): string | null {
  return wanted.find((tool) => tools.includes(tool)) ?? null;
}
