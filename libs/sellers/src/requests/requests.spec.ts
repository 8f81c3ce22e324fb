import type { JsonObject } from '@adcp-orchestrator/domain';
import { validateRequest } from '.';

const buy: JsonObject = {
  account: { account_id: 'acc_1' },
  brand: { domain: 'nova.example' },
  start_time: 'asap',
  end_time: '2026-12-31T00:00:00Z',
  po_number: 'PO-1',
  packages: [{ product_id: 'p', budget: 1000, pricing_option_id: 'po' }],
};
const errorsOf = (...args: Parameters<typeof validateRequest>) => {
  const verdict = validateRequest(...args);
  return verdict.ok ? [] : verdict.errors;
};

describe('an adcp-v3 request', () => {
  it('passes without what the orchestrator supplies', () => {
    expect(validateRequest('adcp-v3', 'create_media_buy', buy)).toEqual({ ok: true });
  });

  it.each(['idempotency_key', 'push_notification_config'])('may not bring its own %s', (field) => {
    expect(errorsOf('adcp-v3', 'create_media_buy', { ...buy, [field]: 'x' })).toEqual([
      { pointer: `/${field}`, message: 'is supplied by the orchestrator; leave it out' },
    ]);
  });

  it('is told by pointer what is missing or wrong', () => {
    const without = Object.fromEntries(Object.entries(buy).filter(([field]) => field !== 'account'));
    expect(errorsOf('adcp-v3', 'create_media_buy', without)).toEqual([{ pointer: '/account', message: 'is required' }]);
    const wrong = { ...buy, packages: [{ product_id: 'p', budget: '1000', pricing_option_id: 'po' }] };
    expect(errorsOf('adcp-v3', 'create_media_buy', wrong)).toEqual([
      { pointer: '/packages/0/budget', message: expect.stringContaining('number') },
    ]);
  });

  it('names one account in one form', () => {
    const account = { account_id: 'a', brand: { domain: 'nova.example' }, operator: 'o' };
    expect(errorsOf('adcp-v3', 'create_media_buy', { ...buy, account })[0]?.pointer).toBe('/account');
    expect(errorsOf('adcp-v3', 'create_media_buy', { ...buy, account: {} })).not.toEqual([]);
  });
});

describe('a hitl-v1 request', () => {
  it('passes as in the guide, with and without a po_number', () => {
    const request = { packages: ['premium_sports'], total_budget: 50_000, targeting_overlay: { geo: ['US'] } };
    expect(validateRequest('hitl-v1', 'create_media_buy', request)).toEqual({ ok: true });
    expect(validateRequest('hitl-v1', 'create_media_buy', { ...request, po_number: 'PO-1' })).toEqual({ ok: true });
  });

  it('is told by pointer what is wrong', () => {
    expect(
      errorsOf('hitl-v1', 'create_media_buy', { packages: [], total_budget: -1 }).map(({ pointer }) => pointer),
    ).toEqual(['/packages', '/total_budget']);
    expect(errorsOf('hitl-v1', 'update_media_buy', {})).toEqual([{ pointer: '/media_buy_id', message: 'is required' }]);
  });

  it('of a type that its dialect does not know is refused, with those it knows', () => {
    const [error] = errorsOf('hitl-v1', 'sync_creatives', {});
    expect(error?.message).toContain('create_media_buy, update_media_buy, add_creative_assets');
  });
});
