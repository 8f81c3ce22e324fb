import { instantOf, localOf } from './local-time';

describe('an instant in a field for dates and times', () => {
  it.each(['2027-03-31T23:59:00.000Z', '2027-03-31T23:59:59.000Z', '2027-01-01T00:00:00.000Z'])(
    'comes back as it was: %s',
    (instant) => {
      const local = localOf(instant);
      expect(local).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:59)?$/);
      expect(instantOf(local ?? '')).toBe(instant);
    },
  );

  it('is typed as text when the field would lose parts of a second, and when it is none', () => {
    expect(localOf('2027-03-31T23:59:59.5Z')).toBeNull();
    expect(localOf('asap')).toBeNull();
    expect(localOf('')).toBe('');
  });
});
