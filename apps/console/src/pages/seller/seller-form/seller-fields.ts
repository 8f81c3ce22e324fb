import type { Seller } from '../../../api/types';
import type { FormValues } from '../../../parts/api-form';
import { deadlineField, deadlineTypes, deadlineValues } from '../../../parts/deadline-values';
import { given, givenOf } from '../../../parts/given-values';

/** The credential and the webhooks stay as they are unless something else is chosen: secrets are never shown. */
export const KEEP = 'keep';
const contactNames = ['name', 'phone', 'email', 'note'] as const;

/** What is in the fields of a new publisher. @param given such as a name from the address */
export function newSellerFields(given: FormValues): FormValues {
  return { dialect: 'hitl-v1', auth: 'none', webhooks: 'none', ...given };
}

/** What is in the fields of a publisher that is there. */
export function fieldsOf({ name, agent_url: url, limits, deadlines, contact }: Seller): FormValues {
  return {
    name,
    agent_url: url,
    auth: KEEP,
    webhooks: KEEP,
    max_concurrency: String(limits.max_concurrency),
    requests_per_second: limits.requests_per_second === null ? '' : String(limits.requests_per_second),
    min_poll_seconds: limits.min_poll_seconds === null ? '' : String(limits.min_poll_seconds),
    ...deadlineValues(deadlines),
    ...Object.fromEntries(contactNames.map((part) => [`contact:${part}`, contact?.[part] ?? ''])),
  };
}

/** The body of `POST /v1/sellers`. What is no number stays a text: the API says what is wrong with it, with all the rest. */
export function newSellerBody(values: FormValues): Record<string, unknown> {
  return givenOf({
    id: given(values['id']),
    name: values['name'] ?? '',
    dialect: values['dialect'],
    agent_url: values['agent_url'] ?? '',
    auth: authOf(values),
    webhooks: webhooksOf(values),
    limits: limitsOf(values, undefined),
    deadlines: deadlinesOf(values) ?? undefined,
    contact: contactOf(values) ?? undefined,
  });
}

/** The body of `PATCH /v1/sellers/{id}`: what has changed, or nothing. */
export function sellerChanges(values: FormValues, before: FormValues): Record<string, unknown> {
  const isChanged = (...names: string[]): boolean =>
    names.some((name) => (values[name] ?? '') !== (before[name] ?? ''));
  return givenOf({
    name: isChanged('name') ? values['name'] : undefined,
    agent_url: isChanged('agent_url') ? values['agent_url'] : undefined,
    auth: values['auth'] === KEEP ? undefined : (authOf(values) ?? null),
    webhooks: values['webhooks'] === KEEP ? undefined : (webhooksOf(values) ?? null),
    limits: isChanged('max_concurrency', 'requests_per_second', 'min_poll_seconds')
      ? limitsOf(values, null)
      : undefined,
    deadlines: isChanged(...deadlineTypes.map(deadlineField)) ? deadlinesOf(values) : undefined,
    contact: isChanged(...contactNames.map((part) => `contact:${part}`)) ? contactOf(values) : undefined,
  });
}

function authOf(values: FormValues): Record<string, unknown> | undefined {
  const scheme = values['auth'];
  if (scheme === 'none' || scheme === KEEP) return undefined;
  const header = scheme === 'header' ? given(values['auth_header']) : undefined;
  return givenOf({ scheme, header, token: values['auth_token'] ?? '' });
}

function webhooksOf(values: FormValues): Record<string, unknown> | undefined {
  const mode = values['webhooks'];
  if (mode === 'none' || mode === KEEP) return undefined;
  if (mode === 'rfc9421') {
    const source = values['keys_from'] ?? 'jwks_uri';
    return givenOf({
      mode,
      [source]: source === 'jwks' ? jsonOf(values['keys'] ?? '') : (values['keys'] ?? ''),
      revocation_uri: given(values['revocation_uri']),
      profile: given(values['profile']),
    });
  }
  return givenOf({ mode, secret: given(values['secret']), secret_grace: given(values['secret_grace']) });
}

/** @param empty what an empty field says: nothing for a new publisher, that there is no limit for another one */
function limitsOf(values: FormValues, empty: null | undefined): Record<string, unknown> | undefined {
  const limits = givenOf({
    max_concurrency: numberOf(values['max_concurrency']),
    requests_per_second: numberOf(values['requests_per_second']) ?? empty,
    min_poll_seconds: numberOf(values['min_poll_seconds']) ?? empty,
  });
  return Object.keys(limits).length === 0 ? undefined : limits;
}

function deadlinesOf(values: FormValues): Record<string, unknown> | null {
  return orNull(givenOf(Object.fromEntries(deadlineTypes.map((type) => [type, given(values[deadlineField(type)])]))));
}

function contactOf(values: FormValues): Record<string, unknown> | null {
  return orNull(givenOf(Object.fromEntries(contactNames.map((part) => [part, given(values[`contact:${part}`])]))));
}

function orNull(object: Record<string, unknown>): Record<string, unknown> | null {
  return Object.keys(object).length === 0 ? null : object;
}

function numberOf(text: string | undefined): number | string | undefined {
  const word = given(text);
  if (word === undefined) return undefined;
  return Number.isFinite(Number(word)) ? Number(word) : word;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The API says what it should be.
    return text;
  }
}
