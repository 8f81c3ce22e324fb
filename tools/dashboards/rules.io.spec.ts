import { execFileSync } from 'node:child_process';
import { describeWithPrometheus } from '../shared/prometheus';
import { RULES, RULE_TESTS, workspace } from './rules';

/** The tests step through a day, minute by minute, with every rule. */
const TESTS_MS = 240_000;

const promtool = (...args: string[]): string => execFileSync('promtool', args, { cwd: workspace, encoding: 'utf8' });

describeWithPrometheus('promtool')('promtool', () => {
  it('accepts the rules', () => {
    expect(promtool('check', 'rules', RULES)).toContain('SUCCESS');
  });

  it(
    'sees each alert fire when it should, and be silent when it should',
    () => {
      expect(promtool('test', 'rules', RULE_TESTS)).toContain('SUCCESS');
    },
    TESTS_MS,
  );
});
