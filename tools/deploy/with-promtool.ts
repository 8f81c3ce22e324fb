import { execFileSync } from 'node:child_process';

/**
 * `it` for tests that ask promtool. Without one they are skipped, with a note that says so. With REQUIRE_PROMETHEUS=1, as in CI, that
 * is an error instead.
 */
function promtoolProblem(): string | null {
  try {
    execFileSync('promtool', ['--version'], { stdio: 'ignore', timeout: 10_000 });
    return null;
  } catch (error) {
    return `promtool does not run: ${error instanceof Error ? error.message : String(error)}`;
  }
}

const problem = promtoolProblem();
if (problem !== null) {
  if (process.env['REQUIRE_PROMETHEUS'] === '1') throw new Error(`REQUIRE_PROMETHEUS=1, but ${problem}`);
  process.stderr.write(`\nSkipping the checks by promtool: ${problem}\n`);
}

export const itWithPromtool: jest.It = problem === null ? it : it.skip;
