import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { describeWithPrometheus } from '../shared/prometheus';
import { baseNamespace, rulesInNamespace } from './prometheus-rule';
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

  describe('of the rules for Kubernetes, with staging in the same Prometheus', () => {
    const production = baseNamespace();
    let directory: string;

    beforeEach(() => {
      directory = mkdtempSync(join(tmpdir(), 'adcp-rules-'));
      writeFileSync(join(directory, 'rules.yaml'), stringify(rulesInNamespace(production)));
    });
    afterEach(() => {
      rmSync(directory, { recursive: true, force: true });
    });

    /** What an installation says that lacks nothing. */
    const working = (namespace: string, values: string, commit = 'a'): { series: string; values: string }[] =>
      [
        ...['sweep submit', 'sweep poll', 'sweep notify', 'intake'].map(
          (check) => `adcp_orchestrator_readiness{namespace="${namespace}", check="${check}", status="ok"}`,
        ),
        `adcp_orchestrator_overdue_age_seconds{namespace="${namespace}", kind="submit"}`,
        `adcp_orchestrator_build_info{namespace="${namespace}", version="1", commit="${commit}"}`,
      ].map((series) => ({ series, values }));

    /** @returns what promtool says of the alerts that fire after ten minutes and after two hours */
    function firing(series: object[], alerts: readonly string[]): string {
      const file = join(directory, 'tests.yaml');
      const look = (time: string) => ({
        expr: 'count by (alertname) (ALERTS{alertstate="firing"})',
        eval_time: time,
        exp_samples: alerts.map((alert) => ({
          labels: `{alertname="${alert}"}`,
          value: alert === 'AdoNoWorker' ? 3 : 1,
        })),
      });
      const tests = [{ interval: '1m', input_series: series, promql_expr_test: ['10m', '2h'].map(look) }];
      writeFileSync(file, stringify({ rule_files: ['rules.yaml'], evaluation_interval: '1m', tests }));
      return promtool('test', 'rules', file);
    }

    it('are accepted', () => {
      expect(promtool('check', 'rules', join(directory, 'rules.yaml'))).toContain('SUCCESS');
    });

    it('fire while production is gone and staging runs', () => {
      const alerts = ['AdoCountsMissing', 'AdoNoApi', 'AdoNoWorker'];
      expect(firing(working('staging', '0+0x130'), alerts)).toContain('SUCCESS');
    });

    it('are silent while staging is gone, and while it runs another build', () => {
      const series = [...working(production, '1x130'), ...working('staging', '1x30', 'b')];
      expect(firing(series, [])).toContain('SUCCESS');
    });
  });
});
