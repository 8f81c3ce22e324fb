import { type Seller, SigningProfile, type WebhookKeys, WebhookMode } from '@adcp-orchestrator/domain';
import { type SellerRow, tokenContext, webhookSecretContext } from '@adcp-orchestrator/ledger';
import type { SecretBox } from '@adcp-orchestrator/platform';

/**
 * @returns the seller with its secrets opened. It must neither leave the process nor be logged.
 * @throws SecretOpenError when a secret was sealed with another key or for another seller
 */
export function openSeller(row: SellerRow, box: Pick<SecretBox, 'open'>): Seller {
  const place = { tenantId: row.tenant_id, id: row.id };
  return {
    tenantId: row.tenant_id,
    id: row.id,
    name: row.name,
    agentUrl: row.agent_url,
    dialect: row.dialect,
    credential:
      row.auth_scheme === null || row.auth_token_sealed === null
        ? null
        : {
            scheme: row.auth_scheme,
            header: row.auth_header,
            token: box.open(row.auth_token_sealed, tokenContext(place)),
          },
    webhookMode: row.webhook_mode,
    webhookSecret:
      row.webhook_secret_sealed === null ? null : box.open(row.webhook_secret_sealed, webhookSecretContext(place)),
    previousWebhookSecret: previousSecretOf(row, box),
    webhookKeys: webhookKeysOf(row),
    routeToken: row.route_token,
    limits: row.limits,
    deadlines: row.deadlines,
    capabilities: row.capabilities,
    revision: row.revision,
  };
}

function previousSecretOf(row: SellerRow, box: Pick<SecretBox, 'open'>): Seller['previousWebhookSecret'] {
  const { webhook_previous_sealed: sealed, webhook_previous_until: until, webhook_rotated_at: rotatedAt } = row;
  if (sealed === null || until === null || rotatedAt === null) return null;
  return { secret: box.open(sealed, webhookSecretContext({ tenantId: row.tenant_id, id: row.id })), until, rotatedAt };
}

function webhookKeysOf(row: SellerRow): WebhookKeys | null {
  if (row.webhook_mode !== WebhookMode.rfc9421) return null;
  return {
    pinned: row.signing_keys,
    jwksUri: row.jwks_uri,
    brandJsonUrl: row.brand_json_url,
    revocationUri: row.revocation_uri,
    profile: row.signing_profile ?? SigningProfile.v30,
  };
}
