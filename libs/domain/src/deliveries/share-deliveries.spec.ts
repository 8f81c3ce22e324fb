import fc from 'fast-check';
import { type WaitingWork, fairShare } from '../fair-share';
import { channels } from './channel';
import { type SubscriptionWithWork, shareDeliveries } from './share-deliveries';

interface Work extends WaitingWork {
  subscription: number;
}

const anySubscriptions = fc
  .array(
    fc.record({
      channel: fc.constantFrom(...channels),
      isFailing: fc.boolean(),
      busy: fc.nat(3),
      room: fc.integer({ min: -1, max: 6 }),
      dueAfterMs: fc.array(fc.nat(20), { maxLength: 8 }),
    }),
    { maxLength: 10 },
  )
  .map((all) =>
    all.map(({ dueAfterMs, ...party }, subscription): SubscriptionWithWork<Work> => ({
      ...party,
      waiting: dueAfterMs.map((ms, n) => ({ id: `${subscription}-${n}`, dueAt: new Date(ms), subscription })),
    })),
  );
const anyPermits = fc.record({ free: fc.nat(30), forFailing: fc.nat(8), forChannel: fc.constant({}) });
const withMail = fc.record({ free: fc.nat(30), forFailing: fc.nat(8), forChannel: fc.record({ email: fc.nat(6) }) });

describe('the permits for deliveries', () => {
  it('are given to failing receivers one each, and no more than their small part', () => {
    fc.assert(
      fc.property(anySubscriptions, anyPermits, (subscriptions, permits) => {
        const taken = shareDeliveries(subscriptions, permits).map(({ subscription }) => subscription);
        const failing = taken.filter((each) => subscriptions[each]!.isFailing);
        expect(failing.length).toBeLessThanOrEqual(permits.forFailing);
        expect(new Set(failing).size).toBe(failing.length);
        for (const each of failing) expect(subscriptions[each]!.busy).toBe(0);
        expect(taken.length).toBeLessThanOrEqual(permits.free);
      }),
    );
  });

  it('leave to working receivers at least what is not for failing ones', () => {
    fc.assert(
      fc.property(anySubscriptions, anyPermits, (subscriptions, permits) => {
        const working = subscriptions.filter(({ isFailing }) => !isFailing);
        const alone = fairShare(working, { free: Math.max(0, permits.free - permits.forFailing), leaveFree: false });
        const taken = shareDeliveries(subscriptions, permits);
        const toWorking = taken.filter(({ subscription }) => !subscriptions[subscription]!.isFailing);
        expect(toWorking.length).toBeGreaterThanOrEqual(alone.length);
      }),
    );
  });

  it('are used as far as working receivers have room and work', () => {
    fc.assert(
      fc.property(anySubscriptions, anyPermits, (subscriptions, permits) => {
        const working = subscriptions.filter(({ isFailing }) => !isFailing);
        const could = working.reduce((sum, { room, waiting }) => sum + Math.max(0, Math.min(room, waiting.length)), 0);
        expect(shareDeliveries(subscriptions, permits).length).toBeGreaterThanOrEqual(Math.min(permits.free, could));
      }),
    );
  });

  it('leave to the other channels whatever is not for mail, however much mail waits', () => {
    fc.assert(
      fc.property(anySubscriptions, withMail, (subscriptions, permits) => {
        const channelOf = ({ subscription }: Work) => subscriptions[subscription]!.channel;
        const taken = shareDeliveries(subscriptions, permits);
        const mail = taken.filter((work) => channelOf(work) === 'email');
        expect(mail.length).toBeLessThanOrEqual(permits.forChannel.email);
        const others = subscriptions.filter(({ channel }) => channel !== 'email');
        const alone = shareDeliveries(others, { ...permits, free: permits.free - mail.length, forFailing: 0 });
        const toOthers = taken.filter((work) => channelOf(work) !== 'email');
        expect(toOthers.length).toBeGreaterThanOrEqual(alone.length);
      }),
    );
  });
});
