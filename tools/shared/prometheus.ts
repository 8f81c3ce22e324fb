import { spawnSync } from 'node:child_process';

/** The programs of Debian's package `prometheus`. */
type Program = 'prometheus' | 'promtool';

/**
 * `describe` for suites that run Prometheus. Where it is not installed they are skipped, with a note that says so.
 * With REQUIRE_PROMETHEUS=1, as in CI, that is an error instead.
 */
export function describeWithPrometheus(...programs: Program[]): jest.Describe {
  const missing = programs.filter((program) => spawnSync(program, ['--version']).status !== 0);
  if (missing.length === 0) return describe;
  const problem = `there is no ${missing.join(', and no ')} on this machine: install Debian's package "prometheus"`;
  if (process.env['REQUIRE_PROMETHEUS'] === '1') throw new Error(`REQUIRE_PROMETHEUS=1, but ${problem}`);
  process.stderr.write(`\nSkipping what needs Prometheus: ${problem}\n`);
  return describe.skip;
}
