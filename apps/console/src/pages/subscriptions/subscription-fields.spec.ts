import type { Subscription } from '../../api/subscriptions';
import { fieldsOf, newSubscriptionBody, newSubscriptionFields, subscriptionChanges } from './subscription-fields';

const slack = {
  channel: 'slack',
  url: 'https://hooks.slack.com',
  to: null,
  events: ['operation.created'],
  seller_id: 'acme',
  user_id: null,
  quiet_hours: { from: '22:00', to: '07:00', time_zone: 'Europe/Berlin' },
  digest: { every: 'daily', at: '08:00', time_zone: 'UTC', urgent: false },
  description: null,
} as unknown as Subscription;

describe('what the form of a subscription sends', () => {
  it('is a webhook for every event when nothing else is chosen', () => {
    expect(newSubscriptionBody({ ...newSubscriptionFields('UTC'), url: 'https://desk.example/hook' })).toEqual({
      channel: 'webhook',
      url: 'https://desk.example/hook',
      events: [],
    });
  });

  it('has quiet hours and a digest where they are chosen, and never a digest of a webhook', () => {
    const fields = { ...newSubscriptionFields('Europe/Berlin'), to: 'ana@desk.example', every: 'daily', at: '08:30' };
    expect(newSubscriptionBody({ ...fields, channel: 'email', quiet: 'yes', from: '22:00', until: '06:00' })).toEqual({
      channel: 'email',
      to: 'ana@desk.example',
      events: [],
      quiet_hours: { from: '22:00', to: '06:00', time_zone: 'Europe/Berlin' },
      digest: { every: 'daily', at: '08:30', time_zone: 'Europe/Berlin', urgent: true },
    });
    expect(newSubscriptionBody(fields)).not.toHaveProperty('digest');
  });

  it('is nothing when nothing has changed: an address that is kept like a password stays', () => {
    expect(subscriptionChanges(fieldsOf(slack, 'UTC'), fieldsOf(slack, 'UTC'))).toEqual({});
  });

  it('is what has changed; what was emptied is taken away', () => {
    const before = fieldsOf(slack, 'UTC');
    expect(subscriptionChanges({ ...before, seller_id: '', quiet: '', every: '', events: '' }, before)).toEqual({
      seller_id: null,
      quiet_hours: null,
      digest: null,
      events: [],
    });
  });
});
