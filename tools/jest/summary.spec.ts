import { summaryLine } from './summary';

describe('the closing line of a test run', () => {
  const result = {
    numPassedTests: 5,
    numFailedTests: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    numRuntimeErrorTestSuites: 0,
    success: true,
  };

  it('counts what passed, failed and was skipped', () => {
    expect(summaryLine(result, true)).toBe('5 passed, 0 failed');
    expect(summaryLine({ ...result, numFailedTests: 2, numPendingTests: 1 }, false)).toBe(
      '5 passed, 2 failed, 1 skipped',
    );
  });

  it('never says that nothing failed of a run that failed', () => {
    expect(summaryLine({ ...result, numRuntimeErrorTestSuites: 1 }, false)).toBe('5 passed, 1 failed');
    expect(summaryLine(result, false)).toBe('5 passed, 1 failed');
    expect(summaryLine(undefined, false)).toBe('0 passed, 1 failed');
  });
});
