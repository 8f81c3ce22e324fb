import { kubectlProblem } from './kustomize';

/**
 * `describe` for suites that render manifests. Without a usable kubectl they are skipped, with a note that says so.
 * With REQUIRE_KUBECTL=1, as in CI, that is an error instead.
 */
const problem = kubectlProblem();
if (problem !== null) {
  if (process.env['REQUIRE_KUBECTL'] === '1') throw new Error(`REQUIRE_KUBECTL=1, but ${problem}`);
  process.stderr.write(`\nSkipping the checks of the Kubernetes manifests: ${problem}\n`);
}

export const describeWithKubectl: jest.Describe = problem === null ? describe : describe.skip;
