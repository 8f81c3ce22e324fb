import { randomUUID } from 'node:crypto';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Kind {
  readonly prefix: string;
  readonly group: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

const kind = (name: string, apiVersion: string, namespaced = true): Kind => ({
  prefix: apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`,
  group: apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '',
  kind: name,
  namespaced,
});

const kinds: readonly Kind[] = [
  kind('Namespace', 'v1', false),
  kind('Secret', 'v1'),
  kind('ConfigMap', 'v1'),
  kind('Service', 'v1'),
  kind('ServiceAccount', 'v1'),
  kind('Pod', 'v1'),
  kind('Deployment', 'apps/v1'),
  kind('Job', 'batch/v1'),
  kind('CronJob', 'batch/v1'),
  kind('HorizontalPodAutoscaler', 'autoscaling/v2'),
  kind('PodDisruptionBudget', 'policy/v1'),
  kind('Ingress', 'networking.k8s.io/v1'),
  kind('NetworkPolicy', 'networking.k8s.io/v1'),
  kind('ScaledObject', 'keda.sh/v1alpha1'),
  kind('PodMonitor', 'monitoring.coreos.com/v1'),
  kind('PrometheusRule', 'monitoring.coreos.com/v1'),
];

const pluralOf = (name: string): string =>
  name.endsWith('y')
    ? `${name.slice(0, -1)}ies`.toLowerCase()
    : `${name}${name.endsWith('s') ? 'es' : 's'}`.toLowerCase();

export interface StoredObject {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    uid?: string;
    generation?: number;
    resourceVersion?: string;
    labels?: Record<string, string>;
  };
  spec?: object;
  status?: object;
}

interface Asked {
  path: string;
  name: string | undefined;
  of: Kind;
  answer: ServerResponse;
}

/**
 * So much of Kubernetes' API server that a real kubectl applies, deletes, reads and waits against it: objects in memory, without any
 * validation. What a controller would do (run a Job, roll a Deployment) is done by `onApply`, which returns a status.
 */
export class ApiServerStandIn {
  /** What was asked for that changes something, in its order: `POST Job/migrator`. */
  readonly changes: string[] = [];
  private readonly objects = new Map<string, StoredObject>();
  private readonly watchers = new Set<{ prefix: string; answer: ServerResponse }>();
  private readonly server: Server;
  private version = 1;

  constructor(private readonly onApply: (object: StoredObject) => object | undefined) {
    this.server = createServer((request, answer) => {
      this.serve(request, answer).catch((error: unknown) => answer.writeHead(500).end(String(error)));
    });
  }

  async listen(): Promise<string> {
    await new Promise<void>((ready) => this.server.listen(0, '127.0.0.1', ready));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }

  /** Puts an object there without a request. */
  put(object: Pick<StoredObject, 'apiVersion' | 'kind' | 'spec'> & { metadata: { name: string } }): void {
    const of = kinds.find((one) => one.kind === object.kind)!;
    const where = of.namespaced ? `${of.prefix}/namespaces/adcp-orchestrator/` : `${of.prefix}/`;
    this.store(`${where}${pluralOf(of.kind)}/${object.metadata.name}`, object);
  }

  private async serve(request: IncomingMessage, answer: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const { pathname: path } = url;
    const discovered = discovery(path);
    const { of, name } = targetOf(path);
    if (discovered !== undefined) send(answer, 200, discovered);
    else if (of === undefined) send(answer, 404, failure(404, `no such path: ${path}`));
    else if (request.method === 'GET') this.read({ path, name, of, url, answer });
    else this.change({ method: request.method ?? '', path, name, of, body: await jsonOf(request), answer });
  }

  private change({ method, path, name, of, body, answer }: Asked & { method: string; body: StoredObject }): void {
    this.changes.push(`${method} ${of.kind}/${name ?? body.metadata.name}`);
    const known = this.objects.get(path);
    if (method === 'POST') send(answer, 201, this.store(`${path}/${body.metadata.name}`, body));
    else if (known === undefined) send(answer, 404, failure(404, `${path} not found`));
    else if (method === 'PATCH') send(answer, 200, this.store(path, merge(known, body) as StoredObject));
    else {
      this.objects.delete(path);
      send(answer, 200, { kind: 'Status', apiVersion: 'v1', status: 'Success' });
    }
  }

  private read({ path, name, of, url, answer }: Asked & { url: URL }): void {
    const found = this.objects.get(path);
    if (path.endsWith('/log')) answer.writeHead(200, { 'content-type': 'text/plain' }).end('the words of the pod\n');
    else if (name === undefined) this.list({ path, of, url, answer });
    else if (found) send(answer, 200, found);
    else send(answer, 404, failure(404, `${of.kind} "${name}" not found`));
  }

  private list({ path, of, url, answer }: Omit<Asked, 'name'> & { url: URL }): void {
    if (url.searchParams.get('watch') === 'true') {
      answer.writeHead(200, { 'content-type': 'application/json' }).flushHeaders();
      this.watchers.add({ prefix: `${path}/`, answer });
      return;
    }
    const wanted = /^metadata\.name=(.+)$/.exec(url.searchParams.get('fieldSelector') ?? '')?.[1];
    const items = [...this.objects]
      .filter(([key]) => key.startsWith(`${path}/`) && (wanted === undefined || key.endsWith(`/${wanted}`)))
      .map(([, object]) => object);
    const apiVersion = of.prefix.replace(/^\/apis?\//, '');
    const metadata = { resourceVersion: String(this.version) };
    send(answer, 200, { apiVersion, kind: `${of.kind}List`, metadata, items });
  }

  private store(path: string, object: StoredObject): StoredObject {
    this.version += 1;
    const stored: StoredObject = {
      ...object,
      metadata: { uid: randomUUID(), ...object.metadata, generation: 1, resourceVersion: String(this.version) },
    };
    stored.status = this.onApply(stored) ?? stored.status;
    this.objects.set(path, stored);
    for (const { prefix, answer } of this.watchers)
      if (path.startsWith(prefix)) answer.write(`${JSON.stringify({ type: 'MODIFIED', object: stored })}\n`);
    return stored;
  }
}

/** Which kind a path is about, and which object; a list has no name. */
function targetOf(path: string): { of: Kind | undefined; name: string | undefined } {
  const prefix = kinds.map((one) => one.prefix).find((one) => path.startsWith(`${one}/`)) ?? path;
  const segments = path.slice(prefix.length + 1).split('/');
  const [plural, name] = segments[0] === 'namespaces' && segments.length > 2 ? segments.slice(2) : segments;
  return { of: kinds.find((one) => one.prefix === prefix && pluralOf(one.kind) === plural), name };
}

/** A merge patch: objects member by member, null takes a member away, anything else counts as a whole. */
function merge(old: unknown, patch: unknown): unknown {
  if (!isObject(old) || !isObject(patch)) return patch;
  const members = [...new Set([...Object.keys(old), ...Object.keys(patch)])];
  return Object.fromEntries(
    members.flatMap((key) => {
      if (!(key in patch)) return [[key, old[key]]];
      return patch[key] === null ? [] : [[key, merge(old[key], patch[key])]];
    }),
  );
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const failure = (code: number, message: string): object => ({
  kind: 'Status',
  apiVersion: 'v1',
  status: 'Failure',
  reason: code === 404 ? 'NotFound' : 'BadRequest',
  code,
  message,
});

function send(answer: ServerResponse, status: number, body: object): void {
  answer.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function jsonOf(request: IncomingMessage): Promise<StoredObject> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}') as StoredObject;
}

/** Which groups and kinds there are, and that the server checks fields itself, as kubectl asks before it sends anything. */
function discovery(path: string): object | undefined {
  const versions = [...new Set(kinds.map(({ prefix }) => prefix))];
  if (path === '/version') return { major: '1', minor: '32', gitVersion: 'v1.32.0' };
  if (path === '/api') return { kind: 'APIVersions', versions: ['v1'] };
  if (path === '/apis') {
    const groups = versions
      .filter((prefix) => prefix.startsWith('/apis/'))
      .map((prefix) => {
        const [, , name = '', version = ''] = prefix.split('/');
        const groupVersion = { groupVersion: `${name}/${version}`, version };
        return { name, versions: [groupVersion], preferredVersion: groupVersion };
      });
    return { kind: 'APIGroupList', apiVersion: 'v1', groups };
  }
  if (path === '/openapi/v3') {
    return {
      paths: Object.fromEntries(
        versions.map((prefix) => [prefix.slice(1), { serverRelativeURL: `/openapi/v3${prefix}?hash=1` }]),
      ),
    };
  }
  const described = versions.find((prefix) => path === `/openapi/v3${prefix}`);
  if (described !== undefined) return openApiOf(described);
  const prefix = versions.find((one) => one === path);
  return prefix === undefined ? undefined : resourcesOf(prefix);
}

const resourcesOf = (prefix: string): object => ({
  kind: 'APIResourceList',
  groupVersion: prefix.replace(/^\/apis?\//, ''),
  resources: kinds
    .filter((one) => one.prefix === prefix)
    .map(({ kind: name, namespaced }) => ({
      name: pluralOf(name),
      singularName: name.toLowerCase(),
      namespaced,
      kind: name,
      verbs: ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'],
    })),
});

function openApiOf(prefix: string): object {
  const version = prefix.slice(prefix.lastIndexOf('/') + 1);
  const parameters = [{ name: 'fieldValidation', in: 'query', schema: { type: 'string' } }];
  const paths = kinds
    .filter((one) => one.prefix === prefix)
    .map(({ kind: name, group }) => [
      `${prefix}/${pluralOf(name)}/{name}`,
      { patch: { parameters, responses: {}, 'x-kubernetes-group-version-kind': { group, version, kind: name } } },
    ]);
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: 'v1.32.0' },
    paths: Object.fromEntries(paths) as object,
  };
}
