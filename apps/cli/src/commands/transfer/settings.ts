import type { Client, components } from '@adcp-orchestrator/client';
import { CommandFailedError } from '../../command-failed';
import { answered } from '../../connection/answered';
import { ExitCode } from '../../exit-code';
import { MOST_ITEMS, readPages } from '../../paging';

export type Seller = components['schemas']['ListedSeller'];
export type Subscription = components['schemas']['Subscription'];

export interface Settings {
  sellers: Seller[];
  subscriptions: Subscription[];
}

/** Reads all sellers and subscriptions of the key's tenant, in an order that stays. */
export async function readSettings(client: Client): Promise<Settings> {
  const sellers = await readPages(MOST_ITEMS, (query) => answered(client.GET('/v1/sellers', { params: { query } })));
  const subscriptions = await readPages(MOST_ITEMS, (query) =>
    answered(client.GET('/v1/subscriptions', { params: { query } })),
  );
  if (sellers.hasMore || subscriptions.hasMore)
    throw new CommandFailedError(ExitCode.failed, `the tenant has more than ${MOST_ITEMS} sellers or subscriptions`);
  const byAge = (a: Subscription, b: Subscription): number =>
    a.created_at === b.created_at ? (a.id < b.id ? -1 : 1) : a.created_at < b.created_at ? -1 : 1;
  return { sellers: sellers.items, subscriptions: subscriptions.items.sort(byAge) };
}

export type View = Record<string, unknown>;

/** @returns what of a seller can be set, without its secrets; nothing is left out, so two can be compared */
export function sellerView(seller: Seller): View {
  const { id, name, agent_url: url, dialect, auth, webhooks, limits, deadlines, contact, paused } = seller;
  const { mode, jwks, jwks_uri: keysUri, brand_json_url: brand, revocation_uri: revocation, profile } = webhooks;
  return {
    id,
    name,
    agent_url: url,
    dialect,
    auth: auth === null ? null : { scheme: auth.scheme, header: auth.scheme === 'header' ? auth.header : null },
    webhooks: { mode, jwks, jwks_uri: keysUri, brand_json_url: brand, revocation_uri: revocation, profile },
    limits,
    deadlines,
    contact,
    paused,
  };
}

/** @returns what of a subscription can be set, without its secrets; of `slack` the address is one */
export function subscriptionView(subscription: Subscription): View {
  const { channel, url, to, events, seller_id: seller, user_id: user, digest, description, enabled } = subscription;
  return {
    channel,
    url: channel === 'slack' ? null : url,
    to,
    events: [...events].sort(),
    seller_id: seller,
    user_id: user,
    quiet_hours: subscription.quiet_hours,
    digest,
    description,
    enabled,
  };
}
