import { DialectName, type Seller, type SellerCapabilities } from '@adcp-orchestrator/domain';
import { createDialects } from '../dialects';
import { SellerUnavailableError } from '../dialect/seller-unavailable';
import type { SellerFault } from '../faults';
import { McpSessions, type McpSessionsOptions } from '../mcp/mcp-sessions';

/** What a seller showed when it was asked. Nothing of this books or changes anything. */
export interface ProbeAnswer {
  /** The names of its tools; null when it did not list them. */
  tools: string[] | null;
  /** Why it did not list its tools. */
  unlisted: SellerFault | null;
  /** The harmless tool by which it shows whether it takes the credential; null when it has no such tool. */
  question: { tool: string; fault: SellerFault | null } | null;
  /** What it says of itself; null when it did not. */
  capabilities: SellerCapabilities | null;
}

const QUESTION: Readonly<Record<DialectName, string>> = {
  [DialectName.hitlV1]: 'get_pending_tasks',
  [DialectName.adcpV3]: 'get_adcp_capabilities',
};
const CALL_SECONDS = 10;

/**
 * Asks a seller now, on a session of its own: whether it is there, lists its tools and takes the credential. It is asked
 * even while its circuit is open, and the answer does not count for the circuit.
 * @param signal ends the questions
 */
export async function probeSeller(
  seller: Seller,
  options: Pick<McpSessionsOptions, 'allowPrivateNetworks' | 'egressProxyUrl' | 'maxAnswerBytes' | 'log'>,
  signal: AbortSignal,
): Promise<ProbeAnswer> {
  const sessions = new McpSessions({ ...options, callTimeoutSeconds: CALL_SECONDS, maxSessions: 1 });
  try {
    const listed = await sessions.listTools(seller, signal);
    if (!listed.ok) return { tools: null, unlisted: listed.fault, question: null, capabilities: null };
    const tools = listed.body.tools as string[];
    const tool = QUESTION[seller.dialect];
    const question = tools.includes(tool) ? { tool, fault: await ask(sessions, seller, tool, signal) } : null;
    return { tools, unlisted: null, question, capabilities: await capabilitiesOf(sessions, seller, signal) };
  } finally {
    await sessions.close();
  }
}

async function ask(
  sessions: McpSessions,
  seller: Seller,
  tool: string,
  signal: AbortSignal,
): Promise<SellerFault | null> {
  const reply = await sessions.callTool(seller, { tool, arguments: {}, mutating: false, signal });
  return reply.ok ? null : reply.fault;
}

async function capabilitiesOf(
  sessions: McpSessions,
  seller: Seller,
  signal: AbortSignal,
): Promise<SellerCapabilities | null> {
  try {
    return await createDialects({ sessions })(seller.dialect).capabilities(seller, signal);
  } catch (error) {
    if (error instanceof SellerUnavailableError) return null;
    throw error;
  }
}
