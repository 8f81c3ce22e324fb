import { catalogIsCurrent } from './event-catalog';

describe('the catalogue of events', () => {
  it('is printed from the events themselves: run `npm run docs:events`', async () => {
    expect(await catalogIsCurrent()).toBe(true);
  });
});
