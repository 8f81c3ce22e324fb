import type { components } from '@adcp-orchestrator/client';
import { wrongUse } from '../../command-failed';
import { type Seller, type Settings, type Subscription, type View, sellerView, subscriptionView } from './settings';
import type { SellerInFile, SubscriptionInFile, TransferFile } from './transfer-form';

/** A value that differs. Of a secret, only that it is set. */
export interface Difference {
  field: string;
  before: string | null;
  after: string | null;
}

interface Common {
  /** For people: a seller's id, a subscription's channel and address. */
  name: string;
  differences: Difference[];
  /** The secrets that it needs, each by its reference; they stand in the body in the place of the secret. */
  references: string[];
}

export type Change = Common &
  (
    | { action: 'add'; kind: 'seller'; body: components['schemas']['NewSeller'] }
    | { action: 'change'; kind: 'seller'; id: string; body: components['schemas']['SellerChanges'] }
    | { action: 'add'; kind: 'subscription'; body: components['schemas']['NewSubscription']; enabled: boolean }
    | { action: 'change'; kind: 'subscription'; id: string; body: components['schemas']['SubscriptionChange'] }
  );

export interface Plan {
  changes: Change[];
  unchanged: number;
  /** What the tenant has and the file has not. It stays. */
  onlyThere: { kind: 'seller' | 'subscription'; name: string }[];
}

/**
 * Compares a file with a tenant. What the file says nothing of stays as it is.
 * @param withSecrets whether secrets are sent also where nothing else differs: nobody can read which one is set
 * @throws CommandFailedError when a seller would have to change its dialect
 */
export function planOf(file: TransferFile, settings: Settings, withSecrets: boolean): Plan {
  const sellers = file.sellers.map((given) =>
    planSeller(given, settings.sellers.find(({ id }) => id === given.id) ?? null, withSecrets),
  );
  const left = [...settings.subscriptions];
  const subscriptions = file.subscriptions.map((given) => {
    // Several may be alike: the first of the file is the first of the tenant.
    const index = left.findIndex((known) => identityOf(subscriptionView(known)) === identityOf(wanted(given, null)));
    const [known = null] = index < 0 ? [] : left.splice(index, 1);
    return planSubscription(given, known, withSecrets);
  });
  const all = [...sellers, ...subscriptions];
  const changes = all.filter((change) => change !== null);
  const inFile = new Set(file.sellers.map(({ id }) => id));
  return {
    changes,
    unchanged: all.length - changes.length,
    onlyThere: [
      ...settings.sellers.filter(({ id }) => !inFile.has(id)).map(({ id }) => ({ kind: 'seller' as const, name: id })),
      ...left.map((known) => ({ kind: 'subscription' as const, name: nameOf(subscriptionView(known)) })),
    ],
  };
}

function planSeller(given: SellerInFile, known: Seller | null, withSecrets: boolean): Change | null {
  if (known !== null && known.dialect !== given.dialect) {
    throw wrongUse(
      `seller ${given.id} speaks ${known.dialect}, and the file says ${given.dialect}; nothing was changed`,
      'A dialect never changes: give the seller another id, or remove it first.',
    );
  }
  const before = known === null ? null : sellerView(known);
  const after = wantedSeller(given, before);
  const differences = differencesOf(before, after);
  const needs = (field: string, isSet: boolean): boolean =>
    withSecrets || !isSet || differences.some((each) => each.field === field || each.field.startsWith(`${field}.`));
  const token = given.auth != null && needs('auth', known?.auth?.has_credential ?? false) ? given.auth.token : null;
  const secret =
    given.webhooks?.secret !== undefined && needs('webhooks.mode', known?.webhooks.has_secret ?? false)
      ? given.webhooks.secret
      : null;
  if (token !== null) differences.push({ field: 'auth.token', before: known?.auth ? 'set' : null, after: token });
  if (secret !== null)
    differences.push({ field: 'webhooks.secret', before: known?.webhooks.has_secret ? 'set' : null, after: secret });
  if (differences.length === 0) return null;
  const references = [token, secret].filter((each) => each !== null);
  const common = { kind: 'seller' as const, name: given.id, differences, references };
  if (known === null) return { ...common, action: 'add', body: given };
  const changed = new Set(differences.map(({ field }) => field.split('.')[0] ?? ''));
  const { webhooks } = given;
  // A secret that is not sent stays.
  const sent = webhooks == null ? given : { ...given, webhooks: { ...webhooks, secret: secret ?? undefined } };
  const body = Object.fromEntries(Object.entries(sent).filter(([field]) => changed.has(field)));
  return { ...common, action: 'change', id: known.id, body };
}

/** @returns how the seller is afterwards, with the API's defaults for a new one */
function wantedSeller(given: SellerInFile, before: View | null): View {
  const { auth, webhooks, limits, deadlines, contact, paused } = given;
  const known = before ?? {
    auth: null,
    webhooks: webhooksView({ mode: 'none' }),
    limits: { max_concurrency: 16, requests_per_second: null, min_poll_seconds: null },
    deadlines: {},
    contact: null,
    paused: false,
  };
  return {
    id: given.id,
    name: given.name,
    agent_url: given.agent_url,
    dialect: given.dialect,
    auth: auth === undefined ? known['auth'] : auth === null ? null : authView(auth),
    webhooks: webhooks === undefined ? known['webhooks'] : webhooksView(webhooks ?? { mode: 'none' }),
    limits: { ...(known['limits'] as View), ...limits },
    deadlines: deadlines === undefined ? known['deadlines'] : (deadlines ?? {}),
    contact: contact === undefined ? known['contact'] : contact,
    paused: paused ?? known['paused'],
  };
}

function authView({ scheme, header }: NonNullable<SellerInFile['auth']>): View {
  return { scheme, header: scheme === 'header' ? (header ?? 'x-adcp-auth') : null };
}

function webhooksView(given: NonNullable<SellerInFile['webhooks']>): View {
  const { mode, jwks = null, jwks_uri: keysUri = null, brand_json_url: brand = null, profile } = given;
  return {
    mode,
    jwks,
    jwks_uri: keysUri,
    brand_json_url: brand,
    revocation_uri: given.revocation_uri ?? null,
    profile: mode === 'rfc9421' ? (profile ?? '3.0') : null,
  };
}

function planSubscription(given: SubscriptionInFile, known: Subscription | null, withSecrets: boolean): Change | null {
  const before = known === null ? null : subscriptionView(known);
  const after = wanted(given, before);
  const differences = differencesOf(before, after);
  const isSecret = given.channel === 'slack' && (known === null || withSecrets);
  const references = isSecret && given.url !== undefined ? [given.url] : [];
  for (const url of references) differences.push({ field: 'url', before: known === null ? null : 'set', after: url });
  if (differences.length === 0) return null;
  const common = { kind: 'subscription' as const, name: nameOf(after), differences, references };
  const { enabled = true, seller_id: seller, user_id: user, ...rest } = given;
  const fields = { ...rest, ...(given.digest == null ? {} : { digest: digestBody(given.digest) }) };
  if (known === null) {
    const body = withoutNulls({ ...fields, seller_id: seller, user_id: user });
    return { ...common, action: 'add', enabled, body: body as components['schemas']['NewSubscription'] };
  }
  const changed = new Set(differences.map(({ field }) => field.split('.')[0] ?? ''));
  const body = Object.fromEntries(Object.entries({ ...fields, enabled }).filter(([field]) => changed.has(field)));
  return { ...common, action: 'change', id: known.id, body };
}

function wanted(given: SubscriptionInFile, before: View | null): View {
  const or = (field: keyof SubscriptionInFile, otherwise: unknown): unknown =>
    given[field] === undefined ? (before?.[field] ?? otherwise) : given[field];
  return {
    channel: given.channel,
    url: given.channel === 'slack' ? null : (given.url ?? null),
    to: given.to ?? null,
    events: given.events === undefined ? (before?.['events'] ?? []) : [...new Set(given.events)].sort(),
    seller_id: given.seller_id ?? null,
    user_id: given.user_id ?? null,
    quiet_hours: or('quiet_hours', null),
    digest: given.digest == null ? or('digest', null) : digestView(given.digest),
    description: given.description ?? null,
    enabled: or('enabled', true),
  };
}

type DigestInFile = NonNullable<SubscriptionInFile['digest']>;

function digestView({ every, at, time_zone: zone = 'UTC', urgent = true }: DigestInFile): View {
  return { every, at: every === 'daily' ? (at ?? '08:00') : null, time_zone: zone, urgent };
}

function digestBody({ at, ...rest }: DigestInFile) {
  return { ...rest, ...(at == null ? {} : { at }) };
}

/** A subscription has no name of its own. By these fields the same one is found again; a Slack address cannot be read. */
function identityOf(view: View): string {
  return JSON.stringify(['channel', 'url', 'to', 'seller_id', 'user_id', 'description'].map((field) => view[field]));
}

function nameOf({ channel, url, to, description }: View): string {
  return [channel, url ?? to, description].filter((word) => typeof word === 'string').join(' ');
}

function withoutNulls(value: View): View {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each != null));
}

function differencesOf(before: View | null, after: View): Difference[] {
  const [old, next] = [flat(before ?? {}), flat(after)];
  return [...new Set([...old.keys(), ...next.keys()])]
    .map((field) => ({ field, before: old.get(field) ?? null, after: next.get(field) ?? null }))
    .filter((each) => each.before !== each.after);
}

/** @returns the values that are set, by their path; a list is one value */
function flat(value: View, path = ''): Map<string, string> {
  return new Map(
    Object.entries(value).flatMap(([name, each]): [string, string][] => {
      if (each == null) return [];
      const own = `${path}${name}`;
      if (typeof each === 'object' && !Array.isArray(each)) return [...flat(each as View, `${own}.`)];
      return [[own, typeof each === 'string' ? each : JSON.stringify(each)]];
    }),
  );
}
