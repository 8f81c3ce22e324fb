import { hash } from 'node:crypto';
import { canonicalJson } from '@adcp-orchestrator/domain';

/** @returns the SHA-256 of the canonical JSON (RFC 8785), in hex. @throws TypeError when the value is not JSON */
export function canonicalHash(value: unknown): string {
  return hash('sha256', canonicalJson(value), 'hex');
}
