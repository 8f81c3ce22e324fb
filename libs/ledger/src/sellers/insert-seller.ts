import type { Pool } from 'pg';
import type { SellerRow } from '../schema/seller';
import type { SellerWithSettings } from './settings-columns';
import { type KeptSettings, keepSettings, valuesOf } from './keep-settings';

/** The columns that a new seller's row is given. Every other column has its default. */
export type NewSeller = Pick<
  SellerRow,
  | 'tenant_id'
  | 'id'
  | 'name'
  | 'agent_url'
  | 'dialect'
  | 'auth_scheme'
  | 'auth_header'
  | 'auth_token_sealed'
  | 'webhook_mode'
  | 'webhook_secret_sealed'
  | 'jwks_uri'
  | 'brand_json_url'
  | 'signing_keys'
  | 'revocation_uri'
  | 'signing_profile'
  | 'route_token'
  | 'limits'
  | 'deadlines'
> &
  KeptSettings;

/**
 * Adds a seller.
 * @returns the row; null when the tenant has, or once had, a seller of that id
 */
export async function insertSeller(pool: Pick<Pool, 'query'>, seller: NewSeller): Promise<SellerWithSettings | null> {
  const { rows } = await pool.query<SellerWithSettings>({
    text: `
WITH s AS (
  INSERT INTO sellers (tenant_id, id, name, agent_url, dialect, auth_scheme, auth_header, auth_token_sealed,
    webhook_mode, webhook_secret_sealed, jwks_uri, brand_json_url, signing_profile, route_token, limits, deadlines,
    signing_keys, revocation_uri)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
  ON CONFLICT (tenant_id, id) DO NOTHING
  RETURNING *
), ${keepSettings('$19', '$20')}`,
    values: [
      seller.tenant_id,
      seller.id,
      seller.name,
      seller.agent_url,
      seller.dialect,
      seller.auth_scheme,
      seller.auth_header,
      seller.auth_token_sealed,
      seller.webhook_mode,
      seller.webhook_secret_sealed,
      seller.jwks_uri,
      seller.brand_json_url,
      seller.signing_profile,
      seller.route_token,
      JSON.stringify(seller.limits),
      JSON.stringify(seller.deadlines),
      seller.signing_keys === null ? null : JSON.stringify(seller.signing_keys),
      seller.revocation_uri,
      ...valuesOf(seller),
    ],
  });
  return rows[0] ?? null;
}
