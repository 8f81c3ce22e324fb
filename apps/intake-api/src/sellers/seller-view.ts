import { type JsonObject, dialectNames, signingProfiles, webhookModes } from '@adcp-orchestrator/domain';
import type { SellerWithSettings } from '@adcp-orchestrator/ledger';
import { z } from 'zod';
import { answerComponent, pageOf } from '../docs/components';
import { summedHealthSchema } from './health/summed-health-view';
import { jwk } from './seller-bodies';

const sellerShape = {
  id: z.string(),
  name: z.string(),
  agent_url: z.string(),
  dialect: z.enum(dialectNames),
  auth: z
    .object({ scheme: z.enum(['bearer', 'header']), header: z.string().nullable(), has_credential: z.boolean() })
    .nullable(),
  webhooks: z.object({
    mode: z.enum(webhookModes),
    has_secret: z.boolean(),
    previous_secret_until: z.iso
      .datetime()
      .nullable()
      .describe('The end of the grace of the secret before; null when none is kept'),
    jwks: z.object({ keys: z.array(jwk) }).nullable(),
    jwks_uri: z.string().nullable(),
    brand_json_url: z.string().nullable(),
    revocation_uri: z.string().nullable(),
    profile: z.enum(signingProfiles).nullable(),
  }),
  webhook_urls: z
    .object({ adcp: z.string(), hitl_tasks: z.string() })
    .describe('Where the seller sends its webhooks; either serves either dialect'),
  limits: z.object({
    max_concurrency: z.int(),
    requests_per_second: z.number().nullable(),
    min_poll_seconds: z.number().nullable(),
  }),
  deadlines: z.record(z.string(), z.string()),
  contact: z
    .object({
      name: z.string().nullable(),
      email: z.string().nullable(),
      phone: z.string().nullable(),
      note: z.string().nullable(),
    })
    .nullable()
    .describe('Whom people ask at the seller'),
  paused: z.boolean().describe('Nothing is sent to it; what was sent is followed all the same'),
  paused_since: z.iso.datetime().nullable(),
  capabilities: z
    .object({
      replay_window_seconds: z.number().nullable(),
      poll_tool: z.string().nullable(),
      tools: z.array(z.string()),
    })
    .nullable()
    .describe('What the seller said of itself; null until it was asked'),
  capabilities_at: z.iso.datetime().nullable(),
  approval_seconds: z.object({ p50: z.number(), p90: z.number() }).nullable().describe('From its own history'),
  revision: z.int().describe('Raised when the URL or the credential changes'),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
};

/** A seller as the desk reads it. It never contains a secret, only whether one is set. */
export const sellerSchema = answerComponent('Seller', z.object(sellerShape));
export const sellerPageSchema = pageOf(
  'SellerPage',
  answerComponent(
    'ListedSeller',
    z.object({ ...sellerShape, health: summedHealthSchema.optional().describe('With `include=health`') }),
  ),
);

/** @param baseUrl the address by which sellers reach this service, without a slash at its end */
export function sellerView(row: SellerWithSettings, baseUrl: string): JsonObject {
  const { capabilities } = row;
  return {
    id: row.id,
    name: row.name,
    agent_url: row.agent_url,
    dialect: row.dialect,
    auth:
      row.auth_scheme === null
        ? null
        : { scheme: row.auth_scheme, header: row.auth_header, has_credential: row.auth_token_sealed !== null },
    webhooks: {
      mode: row.webhook_mode,
      has_secret: row.webhook_secret_sealed !== null,
      previous_secret_until: row.webhook_previous_until?.toISOString() ?? null,
      jwks: row.signing_keys === null ? null : { keys: row.signing_keys },
      jwks_uri: row.jwks_uri,
      brand_json_url: row.brand_json_url,
      revocation_uri: row.revocation_uri,
      profile: row.signing_profile,
    },
    webhook_urls: {
      adcp: `${baseUrl}/webhooks/adcp/${row.route_token}`,
      hitl_tasks: `${baseUrl}/webhooks/hitl-tasks/${row.route_token}`,
    },
    limits: {
      max_concurrency: row.limits.maxConcurrency,
      requests_per_second: row.limits.requestsPerSecond,
      min_poll_seconds: row.limits.minPollSeconds,
    },
    deadlines: { ...row.deadlines },
    contact: row.contact as JsonObject | null,
    paused: row.paused_at !== null,
    paused_since: row.paused_at?.toISOString() ?? null,
    capabilities:
      capabilities === null
        ? null
        : {
            replay_window_seconds: capabilities.replayWindowSeconds,
            poll_tool: capabilities.pollTool,
            tools: capabilities.tools,
          },
    capabilities_at: row.capabilities_at?.toISOString() ?? null,
    approval_seconds:
      row.approval_p50_seconds === null || row.approval_p90_seconds === null
        ? null
        : { p50: row.approval_p50_seconds, p90: row.approval_p90_seconds },
    revision: row.revision,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  };
}
