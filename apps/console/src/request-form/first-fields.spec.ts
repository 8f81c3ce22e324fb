import { firstFields } from './first-fields';

describe('the fields that come first', () => {
  it('are those of the object, whichever part of a list it is', () => {
    const of = firstFields('adcp-v3', 'create_media_buy');
    expect(of('')).toContain('po_number');
    expect(of('/packages/0')).toEqual(['product_id', 'budget', 'pricing_option_id']);
    expect(of('/packages/12')).toEqual(of('/packages/0'));
    expect(of('/packages/0/targeting_overlay')).toEqual([]);
  });

  it('are none where nothing is known of the dialect or the type', () => {
    expect(firstFields('adcp-v9', 'create_media_buy')('')).toEqual([]);
    expect(firstFields('hitl-v1', 'sync_creatives')('')).toEqual([]);
  });
});
