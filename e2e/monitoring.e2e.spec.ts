/** @jest-environment ./e2e/support/failure-watch.cjs */
import { join } from 'node:path';
import { MetricName } from '@adcp-orchestrator/platform';
import { untilTrue } from '@adcp-orchestrator/testing';
import { dashboards } from '../tools/dashboards/dashboards';
import { metricsIn } from '../tools/dashboards/metrics-in';
import { documentedMetrics } from '../tools/dashboards/monitoring-document';
import { queriesOf } from '../tools/dashboards/panels';
import { RULES, readRules } from '../tools/dashboards/rules';
import { describeWithPrometheus } from '../tools/shared/prometheus';
import { Prometheus, type Series } from './support/prometheus';
import { queueBackends } from './support/queue-backends';
import { Scene, sceneMs } from './support/scene';
import { until } from './support/until';
import { workspaceRoot } from './support/workspace';

jest.setTimeout(240_000);

const secret = 'a-webhook-secret-of-some-length-3';

/** What this stack does not do, so that these have no series. Every other metric must have some. */
const notMade: readonly string[] = [
  MetricName.approvalSeconds, // the one approval is of an operation without a history of pending
  MetricName.orphanTasks,
  MetricName.leaseTakeovers,
  MetricName.requestsLimited,
  MetricName.webhookModeMismatches,
  MetricName.eventStreamsEnded,
  MetricName.ageingOperations,
  MetricName.deadDeliveries,
  MetricName.apiKeyEndsIn,
  MetricName.retentionDeleted,
];

/** What Prometheus adds, and what every sample of a process has. */
const addedLabels = ['__name__', 'app', 'instance', 'job', 'le', 'exported_instance'];

const SELECTOR = /\b((?:adcp_orchestrator|nodejs|process)_\w+)(\{[^}]*\})?/g;

/** A query as Grafana asks it, when everything is chosen. */
const asAsked = (query: string): string => query.replace(/"\$\w+"/g, '".*"').replace(/\$__rate_interval/g, '1m');

describeWithPrometheus('prometheus')('a Prometheus that scrapes the running product', () => {
  let scene: Scene;
  let prometheus: Prometheus;

  beforeAll(async () => {
    scene = await Scene.start(queueBackends[0]!, { env: { POLL_WITH_WEBHOOK_SECONDS: '1' } });
    const targets = Object.fromEntries(
      scene.stack.services.map((service) => [service, `127.0.0.1:${scene.stack.part(service).internalPort ?? 0}`]),
    );
    prometheus = await Prometheus.start({ targets, rules: join(workspaceRoot, RULES) });
    await trade();
  }, sceneMs);
  afterAll(async () => {
    await prometheus.stop();
    await scene.stop();
  }, sceneMs);

  /** A little of everything that a day brings. */
  async function trade(): Promise<void> {
    const { desk } = scene;
    await scene.addSeller('hitl-v1', 'acme');
    await scene.addSeller('adcp-v3', 'globex', { webhooks: { mode: 'hmac', secret } });
    const bought = await Promise.all(
      [
        ['acme', 'DONE', 'created'],
        ['acme', 'REJECT-1', 'rejected'],
        ['acme', 'FAIL', 'failed'],
        ['acme', 'UNKNOWN_STATUS-5', 'created'],
        ['globex', 'APPROVE-1-WEBHOOK_CONFLICT', 'created'],
        ['acme', 'DROP_BEFORE', 'in_doubt'],
      ].map(async ([seller, scenario, ...ends]) => [await scene.buy(seller!, scenario!), ends] as const),
    );
    // Long enough to be sent before: an order that is not ends as failed.
    const late = await scene.buy('acme', 'WAIT', { deadline: 'PT15S' });
    await scene.buy('acme', 'WAIT');
    for (const [operation, ends] of bought) await desk.awaitStatus(operation.id, ...ends);
    await desk.awaitStatus(late.id, 'timed_out');
    await desk.request('PATCH', '/v1/sellers/globex', { paused: true });
    await scene.buy('globex', 'DONE');
  }

  it('gets samples of every metric, but of those of what did not happen', async () => {
    let missing: string[] = [];
    const wanted = Object.values(MetricName).filter((name) => !notMade.includes(name));
    await until(
      'every metric to have series',
      async () => {
        const counts = await Promise.all(wanted.map(async (name) => [name, await seriesOf(name)] as const));
        missing = counts.filter(([, series]) => series.length === 0).map(([name]) => name);
        return missing.length === 0 ? true : undefined;
      },
      { everyMs: 500, seen: () => `without any: ${missing.join(', ')}` },
    );
  });

  /** Of a histogram, those that count. */
  const seriesOf = async (name: string): Promise<Series[]> => await prometheus.query(`{__name__=~"${name}(_count)?"}`);

  it('sees the labels that docs/monitoring.md lists, and no other', async () => {
    const wrong: unknown[] = [];
    for (const { name, labels } of documentedMetrics()) {
      for (const one of await seriesOf(name)) {
        const seen = Object.keys(one).filter((label) => !addedLabels.includes(label));
        if (seen.sort().join() !== [...labels].sort().join()) wrong.push({ name, seen, documented: labels });
      }
    }
    expect(wrong).toEqual([]);
  });

  it('knows a tenant of everything that names a seller', async () => {
    expect(await prometheus.query('{seller!="", tenant=""}')).toEqual([]);
  });

  it.each(
    dashboards.flatMap(({ dashboard }) => queriesOf(dashboard).map((query) => [dashboard.title ?? '', query] as const)),
  )('answers a panel of "%s": %s', async (_, query) => {
    const asked = asAsked(query);
    await prometheus.query(asked);
    const parts = await Promise.all([...asked.matchAll(SELECTOR)].map(([selector]) => prometheus.query(selector)));
    // Where there are samples of all that it asks for, it shows something.
    if (parts.length === 0 || parts.some((series) => series.length === 0)) return;
    await until('the panel to show something', async () =>
      (await prometheus.query(asked)).length > 0 ? true : undefined,
    );
  });

  it('evaluates every rule', async () => {
    const names = readRules().map(({ alert }) => alert);
    await until('every rule to be evaluated', async () =>
      [...(await prometheus.rules()).values()].includes('unknown') ? undefined : true,
    );
    expect(Object.fromEntries(await prometheus.rules())).toEqual(Object.fromEntries(names.map((name) => [name, 'ok'])));
  });

  it('has the metrics that the rules ask for, but those of what did not happen', async () => {
    const asked = new Set(readRules().flatMap(({ expr }) => metricsIn(expr)));
    // A process that stands still is not scraped for a moment, and then has no samples.
    let lacking: string[] = [];
    await untilTrue(
      'samples of them',
      async () => {
        const found = await Promise.all([...asked].map(async (name) => (await prometheus.query(name)).length > 0));
        lacking = [...asked].filter((name, place) => !found[place] && !notMade.includes(name));
        return lacking.length === 0;
      },
      { everyMs: 500, seen: () => `without any: ${lacking.join(', ')}` },
    );
  });

  it('alerts of what is wrong here: a doubt, an operation that needs a person, a contradiction', async () => {
    for (const alert of ['AdoInDoubt', 'AdoNeedsPerson', 'AdoContradiction']) {
      await until(`${alert} to be pending or to fire`, async () =>
        (await prometheus.query(`ALERTS{alertname="${alert}"}`)).length > 0 ? true : undefined,
      );
    }
    let alerts: Series[] = [];
    await untilTrue(
      'no alert of what is not wrong',
      async () => {
        alerts = await prometheus.query(
          'ALERTS{alertstate="firing", alertname=~"AdoNoWorker|AdoNoApi|AdoDown|AdoCountsMissing|AdoNotReady"}',
        );
        return alerts.length === 0;
      },
      { everyMs: 500, seen: () => JSON.stringify(alerts) },
    );
  });
});
