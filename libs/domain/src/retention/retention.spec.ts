import { defaultRetention, retentionFaults, retentionOf } from './retention';

describe('what a tenant keeps', () => {
  it('is kept by the defaults where nothing is set', () => {
    expect(retentionOf(null)).toEqual(defaultRetention);
    expect(retentionOf({ operationsDays: 800, eventsDays: undefined })).toEqual({
      ...defaultRetention,
      operationsDays: 800,
    });
  });

  it('is never kept longer than what it belongs to', () => {
    expect(retentionFaults(defaultRetention)).toEqual([]);
    expect(retentionFaults(retentionOf({ operationsDays: 100 }))).toEqual([
      { field: 'eventsDays', most: 'operationsDays' },
    ]);
    expect(retentionFaults(retentionOf({ eventsDays: 60, deliveriesDays: 90 }))).toEqual([
      { field: 'deliveriesDays', most: 'eventsDays' },
    ]);
  });
});
