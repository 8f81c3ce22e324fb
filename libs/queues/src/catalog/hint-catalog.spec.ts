import { HintKind } from '@adcp-orchestrator/domain';
import {
  HintPayloadInvalidError,
  HintUnknownError,
  deduplicationIdOf,
  hintKinds,
  hintPolicies,
  payloadOf,
  readHint,
} from './hint-catalog';

const at = new Date();

describe('the hint catalog', () => {
  it('has a bounded policy for every kind, in queues that are not shared', () => {
    expect(Object.keys(hintPolicies).sort()).toEqual([...hintKinds].sort());
    expect(new Set(Object.values(hintPolicies).map(({ queue }) => queue)).size).toBe(hintKinds.length);
    for (const policy of Object.values(hintPolicies)) {
      expect(policy.queue).not.toContain(':');
      expect(policy.attempts).toBeGreaterThan(0);
      expect(policy.keepCompleted).toHaveProperty('count');
      expect(policy.keepFailed).toHaveProperty('count');
    }
  });

  it('reads what it writes', () => {
    expect(readHint('poll', 'poll', payloadOf({ kind: HintKind.poll, tenantId: 't', sellerId: 's', at }))).toEqual({
      version: 1,
      tenant_id: 't',
      seller_id: 's',
    });
    expect(readHint('notify', 'notify', payloadOf({ kind: HintKind.notify, tenantId: 't', at }))).toEqual({
      version: 1,
      tenant_id: 't',
    });
  });

  it('gives one id to the hints that say the same', () => {
    const hint = { kind: HintKind.poll, tenantId: 't', sellerId: 's', at };
    expect(deduplicationIdOf(hint, at)).toBe(deduplicationIdOf({ ...hint, at: new Date(0) }, at));
    expect(deduplicationIdOf(hint, at)).not.toBe(deduplicationIdOf({ ...hint, sellerId: 'other' }, at));
  });

  it('lets one hint of a tenant stand for all that is to be sent now, whichever seller it is for', () => {
    const now = { kind: HintKind.submit, tenantId: 't', sellerId: 's', at };
    expect(deduplicationIdOf(now, at)).toBe(deduplicationIdOf({ ...now, sellerId: 'other' }, at));
    const later = { ...now, at: new Date(at.getTime() + 1_000) };
    expect(deduplicationIdOf(later, at)).not.toBe(deduplicationIdOf({ ...later, sellerId: 'other' }, at));
    expect(deduplicationIdOf(later, at)).not.toBe(deduplicationIdOf(now, at));
  });

  it('refuses a job name that it does not know, and content that it does not know', () => {
    expect(() => readHint('poll', 'pol', {})).toThrow(HintUnknownError);
    expect(() => readHint('poll', 'poll', { version: 1, tenant_id: 't' })).toThrow(HintPayloadInvalidError);
    expect(() => readHint('poll', 'poll', { version: 2, tenant_id: 't', seller_id: 's' })).toThrow(
      HintPayloadInvalidError,
    );
    expect(() => readHint('poll', 'poll', null)).toThrow(HintPayloadInvalidError);
  });
});
