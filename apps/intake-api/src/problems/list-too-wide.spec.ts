import { ListTooWideError } from '@adcp-orchestrator/ledger';
import { DatabaseError } from 'pg';
import { listTooWide } from './list-too-wide';

describe('a list that takes too long', () => {
  const createdAfter = new Date('2026-01-01T00:00:00Z');

  it.each([
    [
      'a time of creation in another order',
      { filter: { createdAfter }, sort: 'status_since' },
      '/sort',
      /"-created_at"/,
    ],
    ['filters together', { filter: { createdAfter, userId: 'ana', overdue: true } }, '', /"user_id" with "status"/],
    ['words', { filter: { search: 'abc' }, sort: '-created_at' }, '/q', /more of the word/],
    ['days', {}, '/from', /fewer days/],
    ['filters of the audit', { ofAudit: true }, '', /only one of "kind"/],
  ] as const)('names what would not: %s', (_, asked, pointer, suggestion) => {
    const body = listTooWide(new ListTooWideError(asked, new DatabaseError('canceled', 8, 'error'))).body(null);
    expect(body).toMatchObject({
      status: 422,
      detail: expect.stringMatching(suggestion),
      errors: [{ in: 'query', pointer, suggestion: expect.stringMatching(suggestion) }],
    });
  });
});
