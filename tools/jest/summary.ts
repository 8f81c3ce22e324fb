export interface JestResult {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  numRuntimeErrorTestSuites: number;
  success: boolean;
}

/**
 * The closing line of a test run. A suite that could not be loaded counts as one failure, so that the line never says
 * "0 failed" about a run that failed.
 * @param result of `jest --json`; undefined when Jest did not come so far
 * @param ok whether Jest ended with 0
 */
export function summaryLine(result: JestResult | undefined, ok: boolean): string {
  const passed = result?.numPassedTests ?? 0;
  const failed = (result?.numFailedTests ?? 0) + (result?.numRuntimeErrorTestSuites ?? 0);
  const skipped = (result?.numPendingTests ?? 0) + (result?.numTodoTests ?? 0);
  return `${passed} passed, ${failed === 0 && !ok ? 1 : failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
