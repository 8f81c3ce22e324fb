import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { dashboards, textOf } from './dashboards';
import { isExported, metricsIn } from './metrics-in';
import { queriesOf } from './panels';
import { PROMETHEUS_RULE, prometheusRule } from './prometheus-rule';

describe.each(dashboards.map((one) => [basename(one.path), one] as const))('dashboards/%s', (_, one) => {
  it('is what the code makes; otherwise run "npm run dashboards:generate"', async () => {
    expect(readFileSync(one.path, 'utf8')).toBe(await textOf(one));
  });

  it('asks for metrics that exist', () => {
    const asked = queriesOf(one.dashboard).flatMap(metricsIn);
    expect(asked.length).toBeGreaterThan(5);
    expect(asked.filter((name) => !isExported(name))).toEqual([]);
  });
});

describe('the dashboards', () => {
  it('say of every panel what it shows', () => {
    const panels = dashboards.flatMap(({ dashboard }) => dashboard.panels ?? []).filter(({ type }) => type !== 'row');
    expect(panels.length).toBeGreaterThan(40);
    expect(panels.filter((panel) => !('description' in panel) || panel.description === '')).toEqual([]);
  });
});

describe('dashboards/prometheus-rule.yaml', () => {
  it('is what the rules come to; otherwise run "npm run dashboards:generate"', async () => {
    expect(readFileSync(PROMETHEUS_RULE, 'utf8')).toBe(await prometheusRule());
  });
});
