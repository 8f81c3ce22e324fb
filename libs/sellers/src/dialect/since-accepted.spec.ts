import { type Operation, unknownCall } from '@adcp-orchestrator/domain';
import { isSinceAccepted } from './since-accepted';

const at = (time: string): Date => new Date(`2026-03-02T${time}:00.000Z`);
const accepted = { createdAt: at('12:00'), calls: [] } as unknown as Operation;

describe('whether a task with our reference may be this operation’s', () => {
  it.each([
    ['made since', '2026-03-02T12:00:01Z', true],
    ['made a little before, by another clock', '2026-03-02T11:56:00Z', true],
    ['made before', '2026-03-02T11:50:00Z', false],
    ['without a time', undefined, true],
    ['with a time of no zone', '2026-03-02T11:50:00', true],
  ])('%s', (_, createdAt, may) => {
    expect(isSinceAccepted(accepted, createdAt)).toBe(may);
  });

  it('reaches back to the backup after a restore: the desk posts again what it had sent before', () => {
    const again = { ...accepted, calls: [unknownCall(at('10:30'))] };
    expect(isSinceAccepted(again, '2026-03-02T10:31:00Z')).toBe(true);
    expect(isSinceAccepted(again, '2026-03-02T10:20:00Z')).toBe(false);
  });
});
