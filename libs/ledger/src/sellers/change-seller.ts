import type { Pool } from 'pg';
import type { SellerRow } from '../schema/seller';
import { type KeptSettings, keepSettings, valuesOf } from './keep-settings';
import { type SellerWithSettings, settingsColumns, settingsJoins } from './settings-columns';

/** The settings of a seller that may change. */
export type SellerSettings = Pick<
  SellerRow,
  | 'name'
  | 'agent_url'
  | 'auth_scheme'
  | 'auth_header'
  | 'auth_token_sealed'
  | 'webhook_mode'
  | 'webhook_secret_sealed'
  | 'webhook_previous_sealed'
  | 'webhook_previous_until'
  | 'webhook_rotated_at'
  | 'jwks_uri'
  | 'brand_json_url'
  | 'signing_keys'
  | 'revocation_uri'
  | 'signing_profile'
  | 'limits'
  | 'deadlines'
> &
  KeptSettings;

/** How often a change is tried again when others change the same seller. */
const MAX_ROUNDS = 5;

export class SellerContendedError extends Error {
  override readonly name = 'SellerContendedError';
}

/**
 * Changes a seller's settings. The write is guarded by the row version that was read (`xmin`). If another change came
 * between, the row is read and the settings are worked out again. A changed URL or credential raises `revision`,
 * because open sessions depend on both. Another URL may be another agent, so what the old one said it can do is
 * forgotten.
 * @param settingsOf pure, called once per try; it may throw to refuse the change
 * @returns null when the tenant has no such seller
 * @throws SellerContendedError when others changed it five times meanwhile
 */
export async function changeSeller(
  pool: Pick<Pool, 'query'>,
  tenantId: string,
  id: string,
  settingsOf: (seller: SellerWithSettings) => SellerSettings,
): Promise<SellerWithSettings | null> {
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const { rows } = await pool.query<SellerWithSettings & { row_version: string }>({
      name: 'seller-for-change',
      text: `SELECT s.xmin::text AS row_version, s.*, ${settingsColumns} FROM sellers s ${settingsJoins}
             WHERE s.tenant_id = $1 AND s.id = $2 AND s.deleted_at IS NULL`,
      values: [tenantId, id],
    });
    const [row] = rows;
    if (row === undefined) return null;
    const changed = await write(pool, row, settingsOf(row));
    if (changed !== null) return changed;
  }
  throw new SellerContendedError(`the seller "${id}" keeps being changed by others; try again`);
}

async function write(
  pool: Pick<Pool, 'query'>,
  row: SellerRow & { row_version: string },
  settings: SellerSettings,
): Promise<SellerWithSettings | null> {
  const movesAway = settings.agent_url !== row.agent_url;
  const revised = movesAway || !sameCredential(row, settings);
  const { rows } = await pool.query<SellerWithSettings>({
    text: `
WITH s AS (
  UPDATE sellers SET name = $4, agent_url = $5, auth_scheme = $6, auth_header = $7, auth_token_sealed = $8,
    webhook_mode = $9, webhook_secret_sealed = $10, jwks_uri = $11, brand_json_url = $12, signing_profile = $13,
    limits = $14, deadlines = $15, revision = revision + $16, signing_keys = $18, revocation_uri = $19,
    webhook_previous_sealed = $20, webhook_previous_until = $21, webhook_rotated_at = $22,
    capabilities = CASE WHEN $17 THEN NULL ELSE capabilities END,
    capabilities_at = CASE WHEN $17 THEN NULL ELSE capabilities_at END, updated_at = now()
  WHERE tenant_id = $1 AND id = $2 AND xmin = $3::xid AND deleted_at IS NULL
  RETURNING *
), another_credential AS (
  DELETE FROM seller_refusals r USING s WHERE r.tenant_id = s.tenant_id AND r.seller_id = s.id AND $16 > 0
), ${keepSettings('$23', '$24')}`,
    values: [
      row.tenant_id,
      row.id,
      row.row_version,
      settings.name,
      settings.agent_url,
      settings.auth_scheme,
      settings.auth_header,
      settings.auth_token_sealed,
      settings.webhook_mode,
      settings.webhook_secret_sealed,
      settings.jwks_uri,
      settings.brand_json_url,
      settings.signing_profile,
      JSON.stringify(settings.limits),
      JSON.stringify(settings.deadlines),
      revised ? 1 : 0,
      movesAway,
      settings.signing_keys === null ? null : JSON.stringify(settings.signing_keys),
      settings.revocation_uri,
      settings.webhook_previous_sealed,
      settings.webhook_previous_until?.toISOString() ?? null,
      settings.webhook_rotated_at?.toISOString() ?? null,
      ...valuesOf(settings),
    ],
  });
  return rows[0] ?? null;
}

/** Sealing is randomised, so entering the same token again counts as a change. That costs one new session. */
function sameCredential(row: SellerRow, settings: SellerSettings): boolean {
  const tokens = [row.auth_token_sealed, settings.auth_token_sealed] as const;
  const sameToken = tokens[0] === null || tokens[1] === null ? tokens[0] === tokens[1] : tokens[0].equals(tokens[1]);
  return sameToken && row.auth_scheme === settings.auth_scheme && row.auth_header === settings.auth_header;
}
