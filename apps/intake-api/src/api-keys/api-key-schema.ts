import { Role, roles } from '@adcp-orchestrator/access';
import type { JsonObject } from '@adcp-orchestrator/domain';
import type { ListedApiKey } from '@adcp-orchestrator/ledger';
import { z } from 'zod';
import { answerComponent, bodyComponent, pageOf } from '../docs/components';
import { instant, line } from '../validation/text';

export const newApiKeyBody = bodyComponent(
  'NewApiKey',
  z.strictObject({
    name: line(200).describe('Who or what uses the key; timelines and the audit show it'),
    role: z.enum(roles).describe('`viewer` reads, `trader` also acts on operations, `admin` also sets up the tenant'),
    expires_at: instant
      .optional()
      .meta({ override: { type: 'string', format: 'date-time' } })
      .describe('When the key stops working; absent: never'),
  }),
);
export type NewApiKeyBody = z.output<typeof newApiKeyBody>;

const shape = {
  id: z.uuid(),
  name: z.string(),
  role: z.enum(Role),
  platform_admin: z.boolean().describe("Whether it is the platform admin's, who also sets up tenants"),
  created_by: z.string().nullable().describe('Who made it; null for keys that no request made'),
  created_at: z.iso.datetime(),
  expires_at: z.iso.datetime().nullable().describe('Null: it does not end by itself'),
  last_used_at: z.iso.datetime().nullable().describe('At most a minute behind; null: never'),
};

export const apiKeyPageSchema = pageOf('ApiKeyPage', answerComponent('ApiKey', z.object(shape)));
export const createdApiKeySchema = answerComponent(
  'CreatedApiKey',
  z.object({ ...shape, key: z.string().describe('`ado_<id>_<secret>`; shown this once, and not stored') }),
);

export function apiKeyView(row: ListedApiKey): JsonObject {
  return {
    id: row.id,
    name: row.name,
    role: row.role,
    platform_admin: row.platform_admin,
    created_by: row.created_by,
    created_at: row.created_at.toISOString(),
    expires_at: row.expires_at?.toISOString() ?? null,
    last_used_at: row.last_used_at?.toISOString() ?? null,
  };
}
