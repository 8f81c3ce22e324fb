import { DialectName, type SellerDialect } from '@adcp-orchestrator/domain';
import { AdcpV3Dialect } from './adcp-v3/adcp-v3-dialect';
import { HitlV1Dialect } from './hitl-v1/hitl-v1-dialect';
import type { McpSessions } from './mcp/mcp-sessions';

/** @returns a function that gives the dialect of a name; all dialects share the sessions */
export function createDialects({ sessions }: { sessions: McpSessions }): (name: DialectName) => SellerDialect {
  const dialects: Record<DialectName, SellerDialect> = {
    [DialectName.hitlV1]: new HitlV1Dialect(sessions),
    [DialectName.adcpV3]: new AdcpV3Dialect(sessions),
  };
  return (name) => dialects[name];
}
