import type { JsonObject } from '../json';
import type { DeadlineOverrides } from '../operation/deadline';
import type { DialectName } from './dialect-name';

/** How a seller's webhooks are authenticated; `none` means that it is only polled. */
export const WebhookMode = { rfc9421: 'rfc9421', hmac: 'hmac', bearer: 'bearer', none: 'none' } as const;
export type WebhookMode = (typeof WebhookMode)[keyof typeof WebhookMode];
export const webhookModes: readonly WebhookMode[] = Object.values(WebhookMode);

/** The credential we present to a seller, decrypted. */
export interface SellerCredential {
  scheme: 'bearer' | 'header';
  /** The header's name when the scheme is `header`. */
  header: string | null;
  token: string;
}

/** Which keys may sign webhooks. From AdCP 3.1 on, a seller's request-signing key may sign them too. */
export const SigningProfile = { v30: '3.0', v31: '3.1' } as const;
export type SigningProfile = (typeof SigningProfile)[keyof typeof SigningProfile];
export const signingProfiles: readonly SigningProfile[] = Object.values(SigningProfile);

/** Where to find the public keys of a seller that signs its webhooks: in one of the first three places. */
export interface WebhookKeys {
  /** Pinned by the desk: public JSON Web Keys. */
  pinned: JsonObject[] | null;
  jwksUri: string | null;
  /** The operator's `brand.json`, whose entry for the seller's `agentUrl` names the keys. */
  brandJsonUrl: string | null;
  /** The operator's list of revoked keys; null when none is consulted. */
  revocationUri: string | null;
  profile: SigningProfile;
}

export interface SellerLimits {
  maxConcurrency: number;
  requestsPerSecond: number | null;
  minPollSeconds: number | null;
}

export const defaultSellerLimits: SellerLimits = { maxConcurrency: 16, requestsPerSecond: null, minPollSeconds: null };

/** What a seller said it can do, as far as we use it. */
export interface SellerCapabilities {
  /** `adcp.idempotency.replay_ttl_seconds`; null when the seller has no idempotency. */
  replayWindowSeconds: number | null;
  /** The tool that we poll with, found in the seller's tool list; null when there is none. */
  pollTool: string | null;
  tools: string[];
}

/** One publisher's sales agent, with its secrets decrypted. It never leaves the process and is never logged. */
export interface Seller {
  tenantId: string;
  id: string;
  name: string;
  agentUrl: string;
  dialect: DialectName;
  credential: SellerCredential | null;
  webhookMode: WebhookMode;
  webhookSecret: string | null;
  /** The webhook secret before the last change, while the seller may still use it. */
  previousWebhookSecret: { secret: string; until: Date; rotatedAt: Date } | null;
  /** Set for the mode `rfc9421`. */
  webhookKeys: WebhookKeys | null;
  routeToken: string;
  limits: SellerLimits;
  deadlines: DeadlineOverrides;
  capabilities: SellerCapabilities | null;
  /**
   * Raised whenever URL or credential change. An MCP session that was opened under another revision is not used again.
   */
  revision: number;
}
