import type { OrchestratorEvent } from '../api/types';
import { Hub } from './hub';
import type { LiveMessage } from './messages';

const event = (id: string): OrchestratorEvent => ({ id }) as OrchestratorEvent;

describe('the hub between the one stream and the tabs', () => {
  let now = 0;
  let hub: Hub;
  const tab = () => {
    const heard: LiveMessage[] = [];
    const tell = (message: LiveMessage): void => {
      heard.push(message);
    };
    return { heard, tell };
  };
  beforeEach(() => {
    now = 0;
    hub = new Hub(() => now);
  });

  it('tells every tab, until it leaves', () => {
    const [first, second] = [tab(), tab()];
    hub.join(first.tell);
    hub.join(second.tell);
    hub.post({ kind: 'connection', isOpen: true, isFresh: true });
    hub.leave(second.tell);
    hub.post({ kind: 'events', events: [event('a')] });
    expect(first.heard).toHaveLength(2);
    expect(second.heard).toEqual([{ kind: 'connection', isOpen: true, isFresh: true }]);
  });

  it('tells a tab that joins later how things stand, and the events of the last five seconds', () => {
    hub.post({ kind: 'connection', isOpen: true, isFresh: true });
    hub.post({ kind: 'events', events: [event('old')] });
    now = 4_000;
    hub.post({ kind: 'events', events: [event('new')] });
    now = 6_000;
    const late = tab();
    hub.join(late.tell);
    expect(late.heard).toEqual([
      { kind: 'connection', isOpen: true, isFresh: false },
      { kind: 'events', events: [event('new')] },
    ]);
  });

  it('keeps at most five hundred events', () => {
    hub.post({ kind: 'events', events: Array.from({ length: 700 }, (_, index) => event(String(index))) });
    const late = tab();
    hub.join(late.tell);
    const [message] = late.heard;
    expect(message?.kind === 'events' && [message.events.length, message.events[0]?.id]).toEqual([500, '200']);
  });
});
