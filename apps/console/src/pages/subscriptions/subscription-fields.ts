import type { Subscription } from '../../api/subscriptions';
import type { FormValues } from '../../parts/api-form';
import { given, givenOf } from '../../parts/given-values';

/** What is in the fields of a new subscription. */
export function newSubscriptionFields(timeZone: string): FormValues {
  return { channel: 'webhook', every: '', quiet: '', time_zone: timeZone, digest_zone: timeZone, urgent: 'yes' };
}

/** What is in the fields of one that is there. */
export function fieldsOf(subscription: Subscription, timeZone: string): FormValues {
  const { channel, url, to, events, seller_id: seller, user_id: user, quiet_hours: quiet, digest } = subscription;
  return {
    ...newSubscriptionFields(timeZone),
    channel,
    // Of a Slack channel only the server is shown: the rest is kept like a password. An empty field leaves it as it is.
    url: channel === 'slack' ? '' : (url ?? ''),
    to: to ?? '',
    events: events.join(','),
    seller_id: seller ?? '',
    user_id: user ?? '',
    description: subscription.description ?? '',
    ...(quiet === null ? {} : { quiet: 'yes', from: quiet.from, until: quiet.to, time_zone: quiet.time_zone }),
    ...(digest === null
      ? {}
      : {
          every: digest.every,
          at: digest.at ?? '',
          digest_zone: digest.time_zone,
          urgent: digest.urgent ? 'yes' : '',
        }),
  };
}

/** The body of `POST /v1/subscriptions`. */
export function newSubscriptionBody(values: FormValues): Record<string, unknown> {
  const { channel } = values;
  return givenOf({
    channel,
    url: channel === 'email' ? undefined : (values['url'] ?? ''),
    to: channel === 'email' ? (values['to'] ?? '') : undefined,
    events: eventsOf(values),
    seller_id: given(values['seller_id']),
    user_id: given(values['user_id']),
    quiet_hours: quietOf(values) ?? undefined,
    digest: digestOf(values) ?? undefined,
    description: given(values['description']),
  });
}

/** The body of `PATCH /v1/subscriptions/{id}`: what has changed. */
export function subscriptionChanges(values: FormValues, before: FormValues): Record<string, unknown> {
  const isChanged = (...names: string[]): boolean =>
    names.some((name) => (values[name] ?? '') !== (before[name] ?? ''));
  return givenOf({
    url: isChanged('url') ? values['url'] : undefined,
    to: isChanged('to') ? values['to'] : undefined,
    events: isChanged('events') ? eventsOf(values) : undefined,
    seller_id: isChanged('seller_id') ? (given(values['seller_id']) ?? null) : undefined,
    user_id: isChanged('user_id') ? (given(values['user_id']) ?? null) : undefined,
    quiet_hours: isChanged('quiet', 'from', 'until', 'time_zone') ? quietOf(values) : undefined,
    digest: isChanged('every', 'at', 'digest_zone', 'urgent') ? digestOf(values) : undefined,
    description: isChanged('description') ? (given(values['description']) ?? null) : undefined,
  });
}

function eventsOf({ events = '' }: FormValues): string[] {
  return events === '' ? [] : events.split(',');
}

function quietOf(values: FormValues): Record<string, unknown> | null {
  if (values['quiet'] !== 'yes') return null;
  return { from: values['from'] ?? '', to: values['until'] ?? '', time_zone: values['time_zone'] ?? '' };
}

/** People have digests; a webhook gets each event. */
function digestOf(values: FormValues): Record<string, unknown> | null {
  const { every = '', channel } = values;
  if (every === '' || channel === 'webhook') return null;
  return givenOf({
    every,
    at: every === 'daily' ? given(values['at']) : undefined,
    time_zone: values['digest_zone'] ?? '',
    urgent: values['urgent'] === 'yes',
  });
}
