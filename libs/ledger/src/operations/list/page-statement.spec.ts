import { pageStatement } from './page-statement';

const place = { after: { id: '0190a0a0-0000-7000-8000-000000000001' }, limit: 50 };

describe('the statement of a page', () => {
  it('searches as far as the page goes, also where other filters are named and ask for nothing', () => {
    const named = { search: 'summer', statuses: undefined, sellerId: undefined, overdue: undefined };
    const page = pageStatement('desk', named, '-created_at', place);
    const plain = pageStatement('desk', { search: 'summer' }, '-created_at', place);
    expect(page.text).toBe(plain.text);
    expect(page.parameters.values).toEqual(plain.parameters.values);
    expect(page.parameters.values).toContain(place.after.id);
  });

  it('searches further when something else is asked for too', () => {
    const page = pageStatement('desk', { search: 'summer', sellerId: 'acme' }, '-created_at', place);
    expect(page.text).toContain('10000::int');
  });
});
