import fc from 'fast-check';
import {
  type Call,
  CallFate,
  MAX_CALLS,
  answered,
  callsInBudget,
  doubted,
  firstOfKey,
  lost,
  started,
  superseded,
  undone,
} from './call';
import { callsOfColumns, columnsOfCalls } from './call-columns';
import { executedCalls } from './sending';
import { calling, operation, start } from './spec/operations';

type Step = 'start' | 'undone' | 'doubted' | 'lost' | 'answered' | 'sent again' | 'sent again, new key';

/** The calls after these steps, one second apart. */
function after(steps: readonly Step[]): { calls: readonly Call[]; requestKey: string; budget: number } {
  let calls: readonly Call[] = [];
  let requestKey = 'key';
  let budget = 0;
  steps.forEach((step, place) => {
    const state = { calls, requestKey, taskId: null };
    if (step === 'start') {
      const startedAt = new Date(start.getTime() + place * 1000);
      calls = started({ calls: lost(state), requestKey }, { startedAt, sellerRevision: 1 });
      budget += 1;
    } else if (step === 'undone') calls = undone(state);
    else if (step === 'doubted') calls = doubted(state);
    else if (step === 'lost') calls = lost(state);
    else if (step === 'answered') calls = answered(state);
    else {
      calls = superseded(state);
      if (step === 'sent again, new key') requestKey = `key ${place}`;
      budget = 0;
    }
  });
  return { calls, requestKey, budget };
}

const steps = fc.array(
  fc.constantFrom<Step>(
    'start',
    'start',
    'start',
    'undone',
    'undone',
    'doubted',
    'lost',
    'answered',
    'sent again',
    'sent again, new key',
  ),
  { maxLength: 60 },
);

describe('the calls of an operation', () => {
  it('are bounded, and their numbers, the budget and the start of the replay window stay what they were', () => {
    fc.assert(
      fc.property(steps, (done) => {
        const { calls, requestKey, budget } = after(done);
        expect(calls.length).toBeLessThanOrEqual(MAX_CALLS);
        expect(callsInBudget({ calls })).toBe(budget);
        expect(calls.at(-1)?.number ?? 0).toBe(done.filter((step) => step === 'start').length);
        const renewed = done.lastIndexOf('sent again, new key') + 1;
        const first = done.findIndex((step, place) => step === 'start' && place >= renewed);
        expect(firstOfKey({ calls, requestKey })?.startedAt.getTime()).toBe(
          first < 0 ? undefined : start.getTime() + first * 1000,
        );
      }),
    );
  });

  it('come to the same again when only what they come to is known, and to no less of what may have been executed', () => {
    fc.assert(
      fc.property(steps, (done) => {
        const { calls, requestKey } = after(done);
        const columns = columnsOfCalls({ calls, requestKey });
        const read = callsOfColumns(columns, { requestKey, status: 'submitting', taskId: null, createdAt: start });
        expect(columnsOfCalls({ calls: read, requestKey })).toEqual(columns);
        const [known, derived] = [executedCalls({ calls }), executedCalls({ calls: read })];
        expect(derived.superseded.length > 0 || derived.present.length > 0).toBe(
          known.superseded.length > 0 || known.present.length > 0,
        );
        expect(derived.superseded.length > 0 || known.superseded.length === 0).toBe(true);
      }),
    );
  });

  it('leave no doubt about one that surely did nothing, while there is another', () => {
    const [first, second] = [
      { ...calling().calls[0]!, fate: CallFate.unknown },
      { ...calling().calls[0]!, number: 2, fate: CallFate.notExecuted },
    ];
    expect(doubted({ calls: [first, second] }).map(({ fate }) => fate)).toEqual(['unknown', 'not_executed']);
    expect(doubted({ calls: [second] }).map(({ fate }) => fate)).toEqual(['unknown']);
  });

  it('keep the task of a call that a person has sent again', () => {
    const { calls } = operation({ attempt: 1, callStartedAt: start, status: 'pending_input', taskId: 'task_1' });
    expect(superseded({ calls, taskId: 'task_1' })).toMatchObject([
      { number: 1, task: 'task_1', fate: 'unknown', superseded: true },
    ]);
  });
});
