import type { z } from 'zod';
import { bulkBody } from '../bulk/bulk-body';
import { deliveryQuery } from '../deliveries/delivery-schema';
import { resolveBody } from '../operations/actions/action-bodies';
import { operationBody } from '../operations/intake/operation-body';
import { operationQuery } from '../operations/reading/operation-query';
import type { InvalidValue } from '../problems/problem';
import { newSubscriptionBody } from '../subscriptions/subscription-schema';
import { CheckingPipe } from './zod-pipe';

function errorsOf(schema: z.ZodType, value: unknown): InvalidValue[] {
  return new CheckingPipe(schema, 'body').transform(value).errors;
}
const suggestionsOf = (schema: z.ZodType, value: unknown): Record<string, string | undefined> =>
  Object.fromEntries(errorsOf(schema, value).map(({ pointer, suggestion }) => [pointer, suggestion]));

describe('a part of a request that is not valid', () => {
  it('is told of a misspelt name which one was meant, also where that one is missing', () => {
    const body = { type: 'create_media_buy', sellerid: 'acme', userid: 'ana', colour: 'red', request: {} };
    expect(suggestionsOf(operationBody, body)).toEqual({
      '/seller_id': 'Rename "sellerid" to "seller_id".',
      '/sellerid': 'Rename it to "seller_id".',
      '/userid': 'Rename it to "user_id".',
      '/colour': expect.stringMatching(/^Leave it out; known are "type", "seller_id"/),
    });
    expect(errorsOf(operationQuery, { seler_id: 'nova' })).toMatchObject([
      { pointer: '/seler_id', detail: 'is not known here: did you mean "seller_id"?' },
    ]);
  });

  it('is told of a misspelt value which one was meant', () => {
    expect(errorsOf(operationQuery, { status: 'creatd' })).toMatchObject([
      {
        pointer: '/status/0',
        detail: expect.stringContaining('did you mean "created"?'),
        suggestion: 'Write "created".',
      },
    ]);
  });

  it('is told everything at once also when it does not say which form of it is meant', () => {
    expect(suggestionsOf(resolveBody, { outcome: 'created' })).toEqual({
      '/status': 'Use one of these values.',
      '/note': 'Send a text.',
      '/outcome': expect.stringContaining('known are "status", "media_buy_id", "creative_deadline", "note", "reason"'),
    });
    expect(suggestionsOf(resolveBody, { status: 'craeted', media_buyid: 'mb_1', note: 'by telephone' })).toEqual({
      '/status': 'Write "created".',
      '/media_buyid': 'Rename it to "media_buy_id".',
    });
    expect(Object.keys(suggestionsOf(bulkBody, { action: 'cancle', fliter: {} }))).toEqual(['/action', '/fliter']);
    expect(errorsOf(bulkBody, [])).toMatchObject([{ pointer: '', detail: 'must be an object, and is a list' }]);
  });

  it('is told what to write, with an example, and never a regular expression', () => {
    const instant = 'Write it with its offset, such as 2026-03-01T09:00:00Z.';
    expect(suggestionsOf(operationQuery, { limit: 'x', q: 'po', created_after: 'yesterday', overdue: 'no' })).toEqual({
      '/limit': 'Write a number such as 50.',
      '/q': 'Send at least 3 characters.',
      '/created_after': instant,
      '/overdue': 'Write "true", or leave it out.',
    });
    expect(errorsOf(operationQuery, { created_after: 'yesterday' })).toMatchObject([{ limit: 'datetime' }]);
    expect(errorsOf(deliveryQuery, { operation_id: 'x' })).toEqual([
      {
        in: 'body',
        pointer: '/operation_id',
        detail: 'must be a UUID',
        limit: 'uuid',
        suggestion: expect.stringMatching(/as the list returns it, such as [0-9a-f-]{36}\.$/),
      },
    ]);
    expect(
      suggestionsOf(operationBody, { type: 'create_media_buy', seller_id: 'a', request: [], deadline: '1' }),
    ).toEqual({ '/request': 'Send an object.', '/deadline': 'Write it like PT24H or P2D.' });
    const subscription = {
      channel: 'mail',
      url: '',
      to: 'ana',
      events: ['operation.create'],
      seller_id: 5,
      user_id: '\n',
      quiet_hours: { time_zone: 'Berlin', from: '22', to: '6' },
      digest: { every: 'day', at: '8', time_zone: 'here', urgent: 'no' },
      description: '',
    };
    const found = errorsOf(newSubscriptionBody, subscription);
    expect(found).toHaveLength(14);
    for (const error of found) expect(error).toMatchObject({ suggestion: expect.stringMatching(/^[A-Z].*\.$/) });
    expect(JSON.stringify(found)).not.toMatch(/\\\\d|\^|\$\//);
    const hours = { time_zone: 'UTC', from: '22:00', to: '22:00' };
    const digest = { every: 'hourly', at: '08:00' };
    expect(suggestionsOf(newSubscriptionBody, { quiet_hours: hours, digest })).toEqual({
      '/quiet_hours/to': expect.stringContaining('another time'),
      '/digest/at': expect.stringContaining('Leave it out'),
    });
  });
});
