import type { Schemas, TimelineEntry } from '../../../api/types';
import { linesOf, storyOf } from './story-lines';

const entry = (id: string, at: string, source: string): TimelineEntry =>
  ({ id, at, source, duration_ms: null, http_status: null }) as TimelineEntry;
const delivery = (id: string, at: string): Schemas['Delivery'] => ({ id, created_at: at }) as Schemas['Delivery'];

describe('what happened, as one story', () => {
  const lines = storyOf(
    [
      entry('1', '2026-03-02T09:00:00.000Z', 'intake'),
      entry('2', '2026-03-02T09:00:01.000Z', 'response'),
      entry('3', '2026-03-02T09:00:05.000Z', 'webhook'),
    ],
    [delivery('b', '2026-03-02T09:00:05.000Z'), delivery('a', '2026-03-02T09:00:01.000Z')],
  );

  it('puts what somebody was told behind what it tells', () => {
    expect(lines.map(({ key }) => key)).toEqual(['e1', 'e2', 'da', 'e3', 'db']);
  });

  it('shows the calls alone, or what was told', () => {
    expect(linesOf('calls', lines).map(({ key }) => key)).toEqual(['e2', 'e3']);
    expect(linesOf('told', lines).map(({ key }) => key)).toEqual(['da', 'db']);
  });
});
