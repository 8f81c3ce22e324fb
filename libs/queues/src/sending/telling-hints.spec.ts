import type { Hint } from '@adcp-orchestrator/domain';
import { TellingHints } from './telling-hints';

describe('hints after a commit', () => {
  it('go to the workers, and to the streams of whom they tell; what a notifier has already wakes no worker', () => {
    const sent: Hint[] = [];
    const told: string[] = [];
    const hints = new TellingHints(
      { send: (each) => sent.push(...each) },
      { tell: (tenantId) => void told.push(tenantId) },
    );
    const at = new Date();
    const owed: Hint = { kind: 'notify', tenantId: 'owed', at };
    const poll: Hint = { kind: 'poll', tenantId: 'polled', sellerId: 'acme', at };
    const submit: Hint = { kind: 'submit', tenantId: 'taken in', sellerId: 'acme', at };
    hints.send([owed, { kind: 'notify', tenantId: 'handed over', at, onlyToStreams: true }, poll, submit]);
    expect(sent).toEqual([owed, poll, submit]);
    expect(told).toEqual(['owed', 'handed over', 'taken in']);
  });
});
