import { type Draft, draftOf, draftText } from './draft-text';

const draft: Draft = { key: 'console-1', request: { po_number: 'PO-1' }, userId: 'ana@desk', deadline: 'P2D' };

describe('a draft that is kept in the tab', () => {
  it('comes back as it was, with the key under which it is sent', () => {
    expect(draftOf(draftText(draft))).toEqual(draft);
  });

  it('is kept without what may be a secret, however deep', () => {
    const request = {
      po_number: 'PO-1',
      push: { authentication: { credentials: 'abc', schemes: ['Bearer'] }, Token: 'abc', url: 'https://desk.example' },
      packages: [{ secret: 'abc', budget: 5 }, 'premium'],
    };
    const text = draftText({ ...draft, request });
    expect(text).not.toContain('abc');
    expect(draftOf(text)?.request).toEqual({
      po_number: 'PO-1',
      push: { authentication: { schemes: ['Bearer'] }, url: 'https://desk.example' },
      packages: [{ budget: 5 }, 'premium'],
    });
  });

  it.each([
    ['no JSON', '{'],
    ['another thing', '"PO-1"'],
    ['one without its key', JSON.stringify({ ...draft, key: undefined })],
    ['one whose request is a list', JSON.stringify({ ...draft, request: [] })],
    ['one of another release', JSON.stringify({ ...draft, deadline: 2 })],
  ])('is made anew in place of %s', (_, text) => {
    expect(draftOf(text)).toBeNull();
  });
});
