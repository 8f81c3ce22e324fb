import fc from 'fast-check';
import { fold } from './fold';
import { holdsPoNumberAtIntake, mayTakePoNumberBack } from './held-number';
import type { Operation } from './operation';
import { repetitionMayBookTwice } from './sending';
import { anyObservation, anyOperation, context, observed, operation, start } from './spec/operations';
import { isBadEnd } from './status';

const rejected = observed({
  kind: 'settled',
  outcome: { status: 'rejected', error: { code: 'NO', message: 'no', recovery: null } },
});
const booked = observed({ kind: 'settled', outcome: { status: 'created', mediaBuyId: 'mb_1' } }, { source: 'webhook' });
const canceled = observed({ kind: 'cancel_requested' }, { source: 'operator' });
const called: Parameters<typeof operation>[0] = {
  status: 'submitting',
  attempt: 1,
  attemptsInBudget: 1,
  callStartedAt: start,
};
const failed = fold(operation(called), [rejected], context).after;

describe('a po_number', () => {
  it.each([
    ['create_media_buy', 'PO-1', true],
    ['create_media_buy', null, false],
    ['update_media_buy', 'PO-1', false],
    ['sync_creatives', 'PO-1', false],
  ] as const)('is held from intake on by %s with %s: %s', (type, poNumber, holds) => {
    expect(holdsPoNumberAtIntake({ type, poNumber })).toBe(holds);
  });

  it.each([
    ['before it was sent', {}, canceled, false],
    ['by the refusal of its only call', called, rejected, false],
    ['by the refusal of a second call', { ...called, attempt: 2, mayHaveExecuted: true }, rejected, true],
    ['after a contradiction', { ...called, conflicts: 1, lastConflict: 'task_2' }, rejected, true],
    ['unsent, repeating what may be booked', { repeatsDoubt: true }, canceled, true],
    ['unsent, repeating what came to nothing', { retryOf: failed.id }, canceled, false],
    ['by a refusal, repeating what may be booked', { ...called, repeatsDoubt: true }, rejected, false],
    ['well', called, booked, true],
  ] as const)('of an operation that ended %s', (_, fields, end, holds) => {
    const { after } = fold(operation(fields), [end], context);
    expect(after.settledAt).not.toBeNull();
    expect(after.holdsPoNumber).toBe(holds);
  });

  it('is taken back by a contradiction after the end, unless another operation holds it: that one is named', () => {
    expect(mayTakePoNumberBack(failed)).toBe(true);
    expect(fold(failed, [booked], context).after).toMatchObject({ conflicts: 1, holdsPoNumber: true });
    const { after, timeline } = fold(failed, [booked], { ...context, facts: { numberHolder: 'op_2' } });
    expect(after).toMatchObject({ conflicts: 1, holdsPoNumber: false });
    expect(timeline.at(-1)).toMatchObject({ kind: 'conflict' });
    expect(timeline.at(-1)?.reason).toContain('its po_number is held by operation op_2');
  });

  it('is not taken back by what changes a buy, nor by what contradicts nothing', () => {
    const update = { ...failed, type: 'update_media_buy' as const };
    expect(fold(update, [booked], context).after.holdsPoNumber).toBe(false);
    expect(fold(failed, [rejected], context).after.holdsPoNumber).toBe(false);
  });

  it('stays with the repetition that took it over, whatever is said of the old one again', () => {
    const handedOver = { ...failed, lastConflict: 'it has said both', conflicts: 1, holdsPoNumber: false };
    expect(fold(handedOver, [rejected], context).after.holdsPoNumber).toBe(false);
    expect(fold(handedOver, [booked], { ...context, facts: { numberHolder: 'op_2' } }).after.holdsPoNumber).toBe(false);
  });
});

describe('every sequence of observations', () => {
  const anyHolder = fc.tuple(anyOperation, fc.boolean()).map(([one, repeatsDoubt]): Operation => {
    const begun = { ...one, repeatsDoubt };
    return { ...begun, holdsPoNumber: !isBadEnd(one.status) || repetitionMayBookTwice(begun) };
  });

  it('leaves the number with a create exactly until it has ended badly and nothing of it may be booked', () => {
    fc.assert(
      fc.property(anyHolder, fc.array(anyObservation, { maxLength: 8 }), (before, learned) => {
        const { after } = fold(before, learned, context);
        expect(after.holdsPoNumber).toBe(!isBadEnd(after.status) || repetitionMayBookTwice(after));
      }),
    );
  });
});
