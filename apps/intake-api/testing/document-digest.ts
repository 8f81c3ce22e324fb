import { createHash } from 'node:crypto';
import { join } from 'node:path';
import canonicalize from 'canonicalize';
import type { JsonObject } from '@adcp-orchestrator/domain';

export const clientTypesFile = join(__dirname, '../../../libs/client/src/api.ts');

/** @returns the first line of the client's types: it says of which document they were made */
export function clientTypesHead(document: JsonObject): string {
  const digest = createHash('sha256')
    .update(canonicalize(document) ?? '')
    .digest('hex');
  return `// Written by \`npm run client:generate\` from the API's document (SHA-256 ${digest}). Do not edit it.`;
}
