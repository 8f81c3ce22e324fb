import type { KubernetesObject } from './kubernetes-object';
import { schemaProblems } from './kubernetes-schemas';

const metadata = { name: 'poller', labels: {} };
const deployment = (container: object, spec: object = {}): KubernetesObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata,
  spec: {
    selector: { matchLabels: { app: 'poller' } },
    template: {
      metadata: { labels: { app: 'poller' } },
      spec: { containers: [{ name: 'app', image: 'x', ...container }] },
    },
    ...spec,
  },
});

describe('schemaProblems', () => {
  it('finds nothing against a correct object', () => {
    expect(schemaProblems(deployment({ resources: { limits: { memory: '512Mi', cpu: 1 } } }))).toEqual([]);
  });

  it('names a field of the wrong type', () => {
    expect(schemaProblems(deployment({}, { replicas: 'two' })).join()).toContain('data/spec/replicas must be integer');
  });

  it('names a field that the schema does not know, however deep', () => {
    expect(schemaProblems(deployment({ livenesProbe: {} }))).toEqual([
      'unknown field /spec/template/spec/containers/0/livenesProbe',
    ]);
    expect(schemaProblems({ ...deployment({}), replicas: 2 })).toEqual(['unknown field /replicas']);
  });

  it('holds a ScaledObject against the schema of KEDA', () => {
    const scaled = (trigger: object): KubernetesObject => ({
      apiVersion: 'keda.sh/v1alpha1',
      kind: 'ScaledObject',
      metadata,
      spec: { scaleTargetRef: { name: 'poller' }, triggers: [{ type: 'prometheus', ...trigger }] },
    });
    expect(schemaProblems(scaled({ metadata: { threshold: '5' } }))).toEqual([]);
    expect(schemaProblems(scaled({ metadata: { threshold: 5 } })).join()).toContain(
      'data/spec/triggers/0/metadata/threshold must be string',
    );
    expect(schemaProblems(scaled({ metadata: {}, metricKind: 'Value' }))).toEqual([
      'unknown field /spec/triggers/0/metricKind',
    ]);
  });

  it('holds a PodMonitor against the schema of the Prometheus Operator', () => {
    const monitor = (endpoint: object): KubernetesObject => ({
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PodMonitor',
      metadata,
      spec: { selector: { matchLabels: { app: 'poller' } }, podMetricsEndpoints: [endpoint] },
    });
    expect(schemaProblems(monitor({ port: 'internal', interval: '15s' }))).toEqual([]);
    expect(schemaProblems(monitor({ port: 'internal', interval: 15 })).join()).toContain('interval must be string');
    expect(schemaProblems(monitor({ prot: 'internal' }))).toEqual(['unknown field /spec/podMetricsEndpoints/0/prot']);
  });

  it('does not pass a kind that it has no schema for', () => {
    expect(schemaProblems({ apiVersion: 'example.com/v1', kind: 'Thing', metadata })).toEqual([
      'no schema for example.com/v1 Thing: add it to tools/deploy/kubernetes-schemas.ts',
    ]);
  });
});
