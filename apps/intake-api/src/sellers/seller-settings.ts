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
import { invalidBody } from '../problems/problem';
import { outboundUrlProblem } from '../validation/outbound-url';
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
  allowPrivateNetworks: boolean;
  /** The address by which sellers reach this service; null when none is configured. */
  publicUrl: string | null;
  now: () => Date;
}

/** Which seller the settings are for. Secrets are sealed for this place. */
interface Place {
  tenantId: string;
  id: string;
}

/**
 * @returns the columns of a new seller's settings
 * @throws RequestProblemError when a setting is not usable
 */
export function newSettings(place: Place, body: NewSellerBody, rules: SettingsRules): SellerSettings {
  if (body.webhooks?.secret_grace !== undefined) {
    throw invalidBody('/webhooks/secret_grace', 'is for replacing a secret; a new seller has none before');
  }
  return {
    name: body.name,
    agent_url: checkedUrl(body.agent_url, rules),
    ...authColumns(place, body.auth ?? null, rules),
    ...webhookColumns(body.webhooks ?? null, {
      dialect: body.dialect,
      allowPrivateNetworks: rules.allowPrivateNetworks,
      publicUrl: rules.publicUrl,
      known: null,
      seal: (secret) => rules.box.seal(secret, webhookSecretContext(place)),
    }),
    ...NO_PREVIOUS_SECRET,
    limits: limitsOf(body.limits ?? {}, defaultSellerLimits),
    deadlines: body.deadlines ?? {},
    contact: contactOf(body.contact ?? null),
    paused_at: body.paused === true ? rules.now() : null,
  };
}

/**
 * @returns the columns after the changes: what is not mentioned stays, and `null` takes a setting away
 * @throws RequestProblemError when a setting is not usable
 */
export function changedSettings(
  row: SellerWithSettings,
  changes: SellerChangesBody,
  rules: SettingsRules,
): SellerSettings {
  const place = { tenantId: row.tenant_id, id: row.id };
  const agentUrl = changes.agent_url === undefined ? row.agent_url : checkedUrl(changes.agent_url, rules);
  if (changes.auth === undefined && row.auth_token_sealed !== null) assertSameOrigin(row.agent_url, agentUrl);
  return {
    name: changes.name ?? row.name,
    agent_url: agentUrl,
    ...(changes.auth === undefined ? keptAuth(row) : authColumns(place, changes.auth, rules)),
    ...(changes.webhooks === undefined
      ? keptWebhooks(row)
      : webhookColumns(changes.webhooks, {
          dialect: row.dialect,
          allowPrivateNetworks: rules.allowPrivateNetworks,
          publicUrl: rules.publicUrl,
          known: row,
          seal: (secret) => rules.box.seal(secret, webhookSecretContext(place)),
        })),
    ...rotationOf(row, changes, rules),
    limits: limitsOf(changes.limits ?? {}, row.limits),
    deadlines: changes.deadlines === undefined ? row.deadlines : (changes.deadlines ?? {}),
    contact: changes.contact === undefined ? row.contact : contactOf(changes.contact),
    paused_at: pausedAt(row.paused_at, changes.paused, rules.now()),
  };
}

function checkedUrl(url: string, { allowPrivateNetworks }: SettingsRules): string {
  const problem = outboundUrlProblem(url, allowPrivateNetworks);
  if (problem !== null) throw invalidBody('/agent_url', problem);
  return url;
}

/**
 * A credential was entered for one server. Sent to another origin, it would hand that server's rights to whoever is
 * there. So a change of scheme, host or port must bring its own `auth`, or `null` for none. Another path is the same
 * server.
 */
function assertSameOrigin(knownUrl: string, nextUrl: string): void {
  const [known, next] = [new URL(knownUrl).origin, new URL(nextUrl).origin];
  if (known === next) return;
  throw invalidBody(
    '/auth',
    `is needed, because "agent_url" moves from ${known} to ${next}: the credential that was entered for ${known} is never sent elsewhere. Send "auth" with the credential for ${next} in the same request, or "auth": null when it needs none`,
  );
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
