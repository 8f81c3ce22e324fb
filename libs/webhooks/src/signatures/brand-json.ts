import { type Json, type JsonObject, isJsonObject } from '@adcp-orchestrator/domain';

export class BrandJsonUnusableError extends Error {
  override readonly name = 'BrandJsonUnusableError';
}

/** What a `brand.json` says: the agents that its operator answers for, or where the document really is. */
export type BrandJson = { kind: 'agents'; agents: BrandAgent[] } | { kind: 'elsewhere'; url: string };

export interface BrandAgent {
  url: string;
  jwksUri: string | null;
}

const HOSTNAME = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/;
const MAX_AGENTS = 500;

/**
 * Reads a `brand.json` (AdCP 3.0, brand.json): a document with `agents`, a portfolio with a `house` and `brands`, or one
 * of the two forms that point elsewhere.
 * @throws BrandJsonUnusableError when it is none of these
 */
export function readBrandJson(document: Json): BrandJson {
  if (!isJsonObject(document)) throw new BrandJsonUnusableError('it is no JSON object');
  const { authoritative_location: location, house, brands } = document;
  if (typeof location === 'string') return { kind: 'elsewhere', url: location };
  if (typeof house === 'string') {
    if (!HOSTNAME.test(house)) throw new BrandJsonUnusableError('its "house" is no host name');
    return { kind: 'elsewhere', url: `https://${house}/.well-known/brand.json` };
  }
  const holders = [document, ...(isJsonObject(house) ? [house] : []), ...(Array.isArray(brands) ? brands : [])];
  const agents = holders.filter(isJsonObject).flatMap(agentsOf);
  if (agents.length > MAX_AGENTS) throw new BrandJsonUnusableError(`it has more than ${MAX_AGENTS} agents`);
  return { kind: 'agents', agents };
}

function agentsOf({ agents }: JsonObject): BrandAgent[] {
  if (agents === undefined) return [];
  if (!Array.isArray(agents)) throw new BrandJsonUnusableError('its "agents" is no array');
  return agents.filter(isJsonObject).flatMap(({ url, jwks_uri: jwksUri }) => {
    if (jwksUri !== undefined && typeof jwksUri !== 'string') {
      throw new BrandJsonUnusableError('the "jwks_uri" of an agent is no text');
    }
    return typeof url === 'string' ? [{ url, jwksUri: jwksUri ?? null }] : [];
  });
}

/**
 * Finds where the keys of an agent are (AdCP 3.0 security, JWKS discovery). The entry counts whose `url` is the same
 * byte for byte. Without a `jwks_uri`, the keys are at the well-known place of the agent's own origin.
 * @throws BrandJsonUnusableError when no entry is for the agent, or entries for it disagree
 */
export function jwksUriOf(agents: readonly BrandAgent[], agentUrl: string): string {
  const found = new Set(agents.filter(({ url }) => url === agentUrl).map(({ jwksUri }) => jwksUri));
  const [jwksUri, ...others] = found;
  if (jwksUri === undefined) {
    throw new BrandJsonUnusableError(
      `it lists no agent with exactly the URL ${agentUrl}; the seller's agent_url must be written as it is there`,
    );
  }
  if (others.length > 0) throw new BrandJsonUnusableError(`it lists ${agentUrl} several times, with different keys`);
  return jwksUri ?? new URL('/.well-known/jwks.json', agentUrl).href;
}
