import { sellersNamed } from './search-found';

const sellers = [
  { id: 'globe', name: 'Globe Media' },
  { id: 'metro', name: 'Metro News' },
  { id: 'news', name: 'News of Acme' },
];

describe('publishers by their name', () => {
  const found = (text: string): string[] => sellersNamed(sellers, text).map(({ id }) => id);

  it('are found by a part of name or id, without regard to case, those that begin with it first', () => {
    expect(found('NEWS')).toEqual(['news', 'metro']);
    expect(found('acm')).toEqual(['news']);
    expect(found('glob')).toEqual(['globe']);
    expect(found('x')).toEqual([]);
    expect(found('')).toEqual([]);
  });
});
