import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { lateAfterSeconds } from '../../apps/cli/src/commands/doctor/checks/work';
import { isExported, metricsIn } from './metrics-in';
import { readRuleTests, readRules, workspace } from './rules';

const rules = readRules();
const tests = readRuleTests();
const [allIsWell] = tests;

describe('the alerts', () => {
  it('have names of their own', () => {
    const names = rules.map(({ alert }) => alert);
    expect(names.filter((name, place) => names.indexOf(name) !== place)).toEqual([]);
  });

  it.each(rules.map((rule) => [rule.alert, rule] as const))('%s says what to do, with a runbook', (_, rule) => {
    const { description, runbook_url: runbook } = rule.annotations;
    expect(description.split('. ').length).toBeGreaterThan(1);
    expect(runbook).toMatch(/^docs\/runbooks\/[a-z-]+\.md$/);
    expect(existsSync(join(workspace, runbook))).toBe(true);
  });

  it.each(rules.map((rule) => [rule.alert, rule] as const))('%s asks for metrics that exist', (_, rule) => {
    const asked = metricsIn(rule.expr);
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter((name) => !isExported(name))).toEqual([]);
  });

  it.each(rules.map(({ alert }) => alert))('%s is tested firing and silent', (alert) => {
    const looks = tests.flatMap(({ promql_expr_test: each }) => each).filter(({ expr }) => expr.includes(`"${alert}"`));
    expect(looks.filter(({ exp_samples: samples }) => samples.length > 0)).not.toEqual([]);
    expect(looks.filter(({ exp_samples: samples }) => samples.length === 0)).not.toEqual([]);
  });

  it.each([
    ['submit', 'AdoSubmitLag'],
    ['poll', 'AdoPollLag'],
    ['notify', 'AdoNotifyLag'],
  ] as const)('find late what "ado doctor" finds late: %s', (kind, name) => {
    const rule = rules.find(({ alert }) => alert === name);
    expect(rule?.expr).toBe(`max(adcp_orchestrator_overdue_age_seconds{kind="${kind}"}) > ${lateAfterSeconds[kind]}`);
  });

  it('are silent in a fleet that has every metric that they ask for', () => {
    const exported = allIsWell?.input_series.map(({ series }) => series.replace(/\{.*/s, '')) ?? [];
    const asked = new Set(rules.flatMap(({ expr }) => metricsIn(expr)));
    expect([...asked].filter((name) => !exported.includes(name))).toEqual([]);
    expect(allIsWell?.promql_expr_test).toEqual([
      { eval_time: '8h', expr: 'count_over_time(ALERTS{alertstate="firing"}[8h])', exp_samples: [] },
    ]);
  });
});
