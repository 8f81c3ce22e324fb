import { operationStatuses } from '../api/operations';
import { statusSentence } from './status-sentence';

const now = Date.parse('2026-03-02T12:00:00Z');
const operation = {
  status: 'pending_approval',
  attention: null,
  status_since: '2026-03-02T09:50:00Z',
  settled_at: null,
  estimated_completion: null,
  media_buy_id: null,
  late: false,
} as const;

describe('the sentence that says how an operation stands', () => {
  it('says for whom it waits, since when, and what is usual', () => {
    const p90 = '2026-03-02T13:00:00Z';
    expect(
      statusSentence({ ...operation, estimated_completion: { p50: null, p90, source: 'history' } }, 'Acme', now),
    ).toBe('Waits for Acme’s approval since 2 h 10 min (usually within another 1 h)');
    expect(
      statusSentence({ ...operation, estimated_completion: { p50: null, p90, source: 'default' } }, 'Acme', now),
    ).toBe('Waits for Acme’s approval since 2 h 10 min (no history yet; most answer within another 1 h)');
  });

  it('leaves an estimate out that has passed', () => {
    const passed = { p50: null, p90: '2026-03-02T11:00:00Z', source: 'history' } as const;
    expect(statusSentence({ ...operation, estimated_completion: passed }, 'Acme', now)).toBe(
      'Waits for Acme’s approval since 2 h 10 min',
    );
  });

  it('says a doubt as a doubt', () => {
    expect(statusSentence({ ...operation, status: 'in_doubt' }, 'Acme', now)).toBe(
      'We cannot prove whether Acme booked this, since 2 h 10 min',
    );
  });

  it.each(operationStatuses)('has words for %s', (status) => {
    expect(statusSentence({ ...operation, status }, 'Acme', now)).toMatch(/^[A-Z].{8,}/);
  });
});
