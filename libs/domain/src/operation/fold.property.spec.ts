import fc from 'fast-check';
import { fold } from './fold';
import { namedOnly } from './owed-event';
import { retryMayBookTwice } from './operator-action';
import { endsBadly } from './outcome';
import { mayHaveBooked } from './sending';
import {
  anyObservation,
  anyOperation,
  context,
  hoursLater,
  operation,
  seen,
  tooLong,
  withReplay,
} from './spec/operations';
import { isSettled } from './status';
import { isAllowed } from './transitions';

const otherBuys = new Map([['mb_2', '0190aaaa-0000-7000-8000-0000000000ee']]);
const anyContext = fc
  .constantFrom(context, withReplay(3600), hoursLater(25), hoursLater(25, withReplay(1e6)))
  .chain((at) => fc.constantFrom(at, { ...at, facts: { otherBuys } }));
const observations = fc.array(anyObservation, { minLength: 1, maxLength: 12 });

describe('every sequence of observations', () => {
  it('gets a decision for each, whatever the status', () => {
    fc.assert(
      fc.property(anyOperation, observations, anyContext, (before, learned, at) => {
        expect(fold(before, learned, at).decisions).toHaveLength(learned.length);
      }),
    );
  });

  it('moves only along the table', () => {
    fc.assert(
      fc.property(anyOperation, observations, anyContext, (before, learned, at) => {
        for (const entry of fold(before, learned, at).timeline) {
          if (entry.kind === 'transition') expect(isAllowed(entry.from!, entry.to!)).toBe(true);
        }
      }),
    );
  });

  it('never changes a settled outcome, and settles at most once', () => {
    fc.assert(
      fc.property(anyOperation, observations, anyContext, (before, learned, at) => {
        const { after, timeline } = fold(before, learned, at);
        if (before.outcome !== null) expect(after.outcome).toEqual(before.outcome);
        const settlements = timeline.filter(
          ({ kind, from, to }) => kind === 'transition' && isSettled(to!) && !isSettled(from!),
        );
        expect(settlements.length).toBeLessThanOrEqual(before.outcome === null ? 1 : 0);
        expect(isSettled(after.status)).toBe(after.outcome !== null);
        expect(after.settledAt !== null).toBe(after.outcome !== null);
      }),
    );
  });

  it('drops nothing that was learned from the timeline', () => {
    fc.assert(
      fc.property(anyOperation, observations, anyContext, (before, learned, at) => {
        const { decisions, timeline } = fold(before, learned, at);
        const silent = new Set(['unchanged', 'refused']);
        const told = decisions.reduce(
          (sum, decision) =>
            sum +
            (decision.verdict === 'transitions'
              ? Math.max(1, decision.to.length)
              : silent.has(decision.verdict)
                ? 0
                : 1),
          0,
        );
        // A conflict that leaves a doubt has two lines: its own and the move's.
        const conflicts = decisions.filter(({ verdict }) => verdict === 'conflict').length;
        const doubts = timeline.filter(({ kind, to }, place) => {
          return kind === 'transition' && to === 'in_doubt' && timeline[place - 1]?.kind === 'conflict';
        }).length;
        expect(timeline.filter(({ kind }) => kind === 'conflict')).toHaveLength(conflicts);
        expect([told, told + doubts]).toContain(timeline.length);
      }),
    );
  });

  it('gives the same as one by one', () => {
    fc.assert(
      fc.property(anyOperation, observations, anyContext, (before, learned, at) => {
        const together = fold(before, learned, at).after;
        const oneByOne = learned.reduce((state, observation) => fold(state, [observation], at).after, before);
        expect({ ...oneByOne, version: 0 }).toEqual({ ...together, version: 0 });
      }),
    );
  });

  it('never forgets that a call may have executed, and never sends again by itself after it', () => {
    fc.assert(
      fc.property(anyOperation, anyObservation, anyContext, (before, observation, at) => {
        const { after } = fold(before, [observation], at);
        // Only the operation's own bad end says that none of its calls has booked.
        const endedBadly = before.outcome === null && after.outcome !== null && endsBadly(after.outcome);
        if (seen(before).mayHaveExecuted && !endedBadly) expect(seen(after).mayHaveExecuted).toBe(true);
        if (mayHaveBooked(before) && before.status !== 'requested' && after.status === 'requested') {
          const { finding } = observation;
          const byPerson =
            finding.kind === 'retry_requested' && (finding.acceptsDoubleBooking || !retryMayBookTwice(before, at));
          // If the call was held back before it started, what a person's retry allowed still waits to be done.
          const startedNone = seen(before).callStartedAt === null;
          const provablyNotExecuted = finding.kind === 'not_executed' && (!seen(before).mayHaveExecuted || startedNone);
          expect(byPerson || provablyNotExecuted).toBe(true);
        }
      }),
    );
  });

  it('never settles a create with the buy of another operation, and never keeps a name that is too long', () => {
    fc.assert(
      fc.property(anyOperation, observations, anyContext, (before, learned, at) => {
        const { after } = fold(before, learned, { ...at, facts: { otherBuys } });
        if (before.outcome === null) expect(after.outcome?.mediaBuyId).not.toBe('mb_2');
        expect(JSON.stringify(after)).not.toContain(tooLong);
      }),
    );
  });

  it('numbers the notifications without a gap, and tells the version that the change led to', () => {
    fc.assert(
      fc.property(anyOperation, observations, anyContext, (before, learned, at) => {
        const { events, after } = fold(before, learned, at);
        const numbered = events.filter(({ type }) => !namedOnly.includes(type));
        expect(numbered.map(({ sequence }) => sequence)).toEqual(
          numbered.map((_, place) => before.eventSequence + place + 1),
        );
        expect(after.eventSequence).toBe(before.eventSequence + numbered.length);
        // Each tells of this change, not of what it changed.
        for (const { operation } of events) {
          expect(operation).toMatchObject({ version: before.version + 1, updatedAt: after.updatedAt });
        }
      }),
    );
  });

  it('leaves every unsettled operation something to wait for', () => {
    fc.assert(
      fc.property(anyObservation, anyContext, (observation, at) => {
        const { after } = fold(operation(), [observation], at);
        if (!isSettled(after.status)) expect(after.dueAt).not.toBeNull();
        else expect(after.dueAt).toBeNull();
      }),
    );
  });
});
