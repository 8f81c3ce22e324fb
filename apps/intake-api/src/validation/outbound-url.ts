import { isIP } from 'node:net';
import { isRefusedAddress } from '@adcp-orchestrator/platform';

const MAX_LENGTH = 2_048;

/**
 * Says whether we may call a URL. A name is checked again on each connection, by the addresses that it leads to.
 * @returns what is wrong with it; null when nothing is
 */
export function outboundUrlProblem(text: string, allowPrivateNetworks: boolean): string | null {
  if (text.length > MAX_LENGTH) return `must have at most ${MAX_LENGTH} characters`;
  if (/[\p{Cc}\s]/u.test(text)) return 'must not hold spaces or control characters';
  if (!URL.canParse(text)) return 'must be an absolute URL such as https://agent.example.com/mcp';
  const { protocol, username, password, hash, hostname } = new URL(text);
  if (protocol !== 'https:' && !(allowPrivateNetworks && protocol === 'http:')) {
    return 'must start with https:// (http:// is for development, with ALLOW_PRIVATE_NETWORKS=1)';
  }
  if (username !== '' || password !== '') return 'must not hold a user or a password';
  if (hash !== '') return 'must not have a fragment';
  if (!allowPrivateNetworks && isPrivateHost(hostname)) {
    return 'must not lead to a private address (that is for development, with ALLOW_PRIVATE_NETWORKS=1)';
  }
  return null;
}

function isPrivateHost(hostname: string): boolean {
  const address = hostname.replace(/^\[|\]$/g, '');
  if (isIP(address) !== 0) return isRefusedAddress(address);
  return hostname === 'localhost' || hostname.endsWith('.localhost');
}
