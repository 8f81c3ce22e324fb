import { MetricName } from '@adcp-orchestrator/platform';
import { documentedMetrics, readMonitoringDocument } from './monitoring-document';
import { readRules } from './rules';

describe('docs/monitoring.md', () => {
  it('lists every metric of ours once, and no other', () => {
    const listed = documentedMetrics().map(({ name }) => name);
    expect(listed.sort()).toEqual(Object.values(MetricName).sort());
  });

  it('lists every alert with its severity and runbook', () => {
    const text = readMonitoringDocument();
    const rows = [...text.matchAll(/^\| `(Ado\w+)` +\| (\w+) +\| \[[^\]]+\]\(([^)]+)\)/gm)].map(
      ([, ...cells]) => cells,
    );
    expect(rows).toEqual(
      readRules().map(({ alert, labels, annotations }) => [
        alert,
        labels.severity,
        annotations.runbook_url.replace('docs/', ''),
      ]),
    );
  });
});
