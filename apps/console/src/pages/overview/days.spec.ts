import { daysOf, endedOn } from './days';

const nothing = { average_approval_seconds: null, timeout_rate: null, api_error_rate: null };

describe('the days of the overview', () => {
  it('are all there, also those on which nothing ended', () => {
    const days = daysOf({
      from: '2026-02-27',
      to: '2026-03-02',
      pending_by_type: {},
      ended: 7,
      rejection_rate: 0.3,
      approval_p50_seconds: 60,
      approval_p90_seconds: 90,
      ...nothing,
      groups: [
        {
          key: '2026-03-01',
          ended: 7,
          rejection_rate: 0.2857142857,
          approval_p50_seconds: 60,
          approval_p90_seconds: 90,
          ...nothing,
        },
      ],
    });
    expect(days).toEqual([
      { day: '2026-02-27', ended: 0, rejected: 0, others: 0, p50: null, p90: null },
      { day: '2026-02-28', ended: 0, rejected: 0, others: 0, p50: null, p90: null },
      { day: '2026-03-01', ended: 7, rejected: 2, others: 5, p50: 60, p90: 90 },
    ]);
  });

  it('lead to what ended on them', () => {
    expect(endedOn('2026-02-28')).toEqual({
      status: 'settled',
      settled_after: '2026-02-28T00:00:00.000Z',
      settled_before: '2026-03-01T00:00:00.000Z',
    });
  });
});
