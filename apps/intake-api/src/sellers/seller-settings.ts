import { type SellerLimits, defaultSellerLimits } from '@adcp-orchestrator/domain';
import {
  type SellerContact,
  type SellerRow,
  type SellerSettings,
  type SellerWithSettings,
  tokenContext,
  webhookSecretContext,
} from '@adcp-orchestrator/ledger';
import type { SecretBox } from '@adcp-orchestrator/platform';
import {
  type AuthBody,
  type ContactBody,
  DEFAULT_AUTH_HEADER,
  type LimitsBody,
  type NewSellerBody,
  type SellerChangesBody,
} from './seller-bodies';
import { NO_PREVIOUS_SECRET, type RotationColumns, keptRotation, rotationColumns } from './secret-rotation';
import { webhookColumns } from './webhook-settings';

export interface SettingsRules {
  box: Pick<SecretBox, 'seal' | 'open'>;
  now: () => Date;
}

/** Which seller the settings are for. Secrets are sealed for this place. */
interface Place {
  tenantId: string;
  id: string;
}

/**
 * @param body without faults (`newSellerFaults`)
 * @returns the columns of a new seller's settings
 */
export function newSettings(place: Place, body: NewSellerBody, rules: SettingsRules): SellerSettings {
  return {
    name: body.name,
    agent_url: body.agent_url,
    ...authColumns(place, body.auth ?? null, rules),
    ...webhookColumns(body.webhooks ?? null, null, sealing(place, rules)),
    ...NO_PREVIOUS_SECRET,
    limits: limitsOf(body.limits ?? {}, defaultSellerLimits),
    deadlines: body.deadlines ?? {},
    contact: contactOf(body.contact ?? null),
    paused_at: body.paused === true ? rules.now() : null,
  };
}

/**
 * @param changes without faults (`changeFaults`)
 * @returns the columns after the changes: what is not mentioned stays, and `null` takes a setting away
 */
export function changedSettings(
  row: SellerWithSettings,
  changes: SellerChangesBody,
  rules: SettingsRules,
): SellerSettings {
  const place = { tenantId: row.tenant_id, id: row.id };
  return {
    name: changes.name ?? row.name,
    agent_url: changes.agent_url ?? row.agent_url,
    ...(changes.auth === undefined ? keptAuth(row) : authColumns(place, changes.auth, rules)),
    ...(changes.webhooks === undefined
      ? keptWebhooks(row)
      : webhookColumns(changes.webhooks, row, sealing(place, rules))),
    ...rotationOf(row, changes, rules),
    limits: limitsOf(changes.limits ?? {}, row.limits),
    deadlines: changes.deadlines === undefined ? row.deadlines : (changes.deadlines ?? {}),
    contact: changes.contact === undefined ? row.contact : contactOf(changes.contact),
    paused_at: pausedAt(row.paused_at, changes.paused, rules.now()),
  };
}

function sealing(place: Place, { box }: SettingsRules): (secret: string) => Buffer {
  return (secret) => box.seal(secret, webhookSecretContext(place));
}

type AuthColumns = Pick<SellerRow, 'auth_scheme' | 'auth_header' | 'auth_token_sealed'>;

function authColumns(place: Place, auth: AuthBody | null, { box }: SettingsRules): AuthColumns {
  if (auth === null) return { auth_scheme: null, auth_header: null, auth_token_sealed: null };
  return {
    auth_scheme: auth.scheme,
    auth_header: auth.scheme === 'header' ? (auth.header ?? DEFAULT_AUTH_HEADER) : null,
    auth_token_sealed: box.seal(auth.token, tokenContext(place)),
  };
}

function keptAuth({ auth_scheme, auth_header, auth_token_sealed }: SellerRow): AuthColumns {
  return { auth_scheme, auth_header, auth_token_sealed };
}

function keptWebhooks(row: SellerRow): ReturnType<typeof webhookColumns> {
  return {
    webhook_mode: row.webhook_mode,
    webhook_secret_sealed: row.webhook_secret_sealed,
    signing_keys: row.signing_keys,
    jwks_uri: row.jwks_uri,
    brand_json_url: row.brand_json_url,
    revocation_uri: row.revocation_uri,
    signing_profile: row.signing_profile,
  };
}

function rotationOf(row: SellerRow, { webhooks }: SellerChangesBody, rules: SettingsRules): RotationColumns {
  if (webhooks === undefined) return keptRotation(row);
  return webhooks === null ? NO_PREVIOUS_SECRET : rotationColumns(row, webhooks, { box: rules.box, now: rules.now() });
}

function limitsOf(limits: LimitsBody, known: SellerLimits): SellerLimits {
  return {
    maxConcurrency: limits.max_concurrency ?? known.maxConcurrency,
    requestsPerSecond: limits.requests_per_second === undefined ? known.requestsPerSecond : limits.requests_per_second,
    minPollSeconds: limits.min_poll_seconds === undefined ? known.minPollSeconds : limits.min_poll_seconds,
  };
}

function contactOf(contact: ContactBody | null): SellerContact | null {
  if (contact === null) return null;
  const { name = null, email = null, phone = null, note = null } = contact;
  return { name, email, phone, note };
}

/** A seller that is paused already keeps the time since when. */
function pausedAt(known: Date | null, paused: boolean | undefined, now: Date): Date | null {
  if (paused === undefined) return known;
  return paused ? (known ?? now) : null;
}
