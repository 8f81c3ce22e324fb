import { exampleRequest, firstRequest } from './first-request';

describe('what a new form holds', () => {
  it('is one package to fill in, and a start at once where the dialect knows that', () => {
    expect(firstRequest('adcp-v3', 'create_media_buy', undefined)).toEqual({
      account: { brand: {} },
      start_time: 'asap',
      packages: [{}],
    });
    expect(firstRequest('hitl-v1', 'create_media_buy', undefined)).toEqual({ packages: [''] });
  });

  it('is the media buy that it was opened from', () => {
    expect(firstRequest('hitl-v1', 'update_media_buy', 'mb_1')).toEqual({ media_buy_id: 'mb_1' });
    expect(firstRequest('hitl-v1', 'add_creative_assets', 'mb_1')).toEqual({ media_buy_id: 'mb_1', assets: [{}] });
  });
});

describe('an example', () => {
  const now = new Date('2026-03-02T09:00:00Z');

  it('has a number of its own and ends in a month, where the example has these', () => {
    const made = exampleRequest({ po_number: 'PO', end_time: '2020-01-01T00:00:00Z', packages: [] }, undefined, now);
    expect(made).toEqual({
      po_number: expect.stringMatching(/^EXAMPLE-[0-9A-Z]{6}$/) as string,
      end_time: '2026-04-02T00:00:00.000Z',
      packages: [],
    });
    const later = exampleRequest({ po_number: 'PO' }, undefined, new Date(now.getTime() + 1));
    expect(later['po_number']).not.toBe(made['po_number']);
    expect(exampleRequest({ creatives: [] }, undefined, now)).toEqual({ creatives: [] });
  });

  it('is for the media buy that the form was opened from', () => {
    expect(exampleRequest({ media_buy_id: 'mb_example' }, 'mb_1', now)).toEqual({ media_buy_id: 'mb_1' });
    expect(exampleRequest({ media_buy_id: 'mb_example' }, undefined, now)).toEqual({ media_buy_id: 'mb_example' });
  });
});
