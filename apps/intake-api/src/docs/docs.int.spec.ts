import { connect } from 'node:net';
import SwaggerParser from '@apidevtools/swagger-parser';
import { MAX_PO_NUMBER_CHARACTERS, eventTypes } from '@adcp-orchestrator/domain';
import { auditKinds } from '@adcp-orchestrator/ledger';
import { operationEventSchema, sellerEventSchema } from '../events/event-schema';
import { ApiUnderTest } from '../../testing/api-under-test';

interface Schema {
  required: string[];
  properties: Record<string, { anyOf: object[] }>;
  additionalProperties: boolean;
}

interface DocumentedOperation {
  security?: object[];
  parameters: { name: string; in: string; schema: { items: { enum: string[] } } }[];
  requestBody: { content: Record<string, { schema: object }> };
  responses: Record<string, { content: object }>;
}

interface ApiDocument {
  openapi: string;
  servers: object[];
  paths: Record<string, Record<string, DocumentedOperation>>;
  components: { schemas: Record<string, Schema> };
  webhooks: Record<
    string,
    { post: DocumentedOperation & { requestBody: { content: Record<string, { example: object }> } } }
  >;
}

describe('the documentation', () => {
  let api: ApiUnderTest;
  let document: ApiDocument;

  beforeAll(async () => {
    api = await ApiUnderTest.start({ PUBLIC_URL: 'https://orchestrator.example' });
    document = JSON.parse((await api.call('GET', '/openapi.json')).text) as ApiDocument;
  });
  afterAll(() => api.stop());

  const operations = (): [string, DocumentedOperation][] =>
    Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]): [string, DocumentedOperation] => [
        `${method} ${path}`,
        operation,
      ]),
    );

  it('is a valid OpenAPI 3.1 document whose references all lead somewhere', async () => {
    expect(document.openapi).toBe('3.1.0');
    await SwaggerParser.validate(structuredClone(document) as never);
    expect(document.servers).toMatchObject([{ url: '/' }, { url: 'https://orchestrator.example' }]);
  });

  it('has every route, with its answers, problems and security', () => {
    const names = operations().map(([name]) => name);
    expect(names.sort()).toEqual(
      [
        'get /healthz',
        'get /readyz',
        'post /v1/operations',
        'post /v1/operations/validate',
        'post /v1/bulk',
        'get /v1/bulk',
        'get /v1/bulk/{id}',
        'get /v1/bulk/{id}/items',
        'delete /v1/bulk/{id}',
        'get /v1/operations',
        'get /v1/operations/counts',
        'get /v1/operations/groups',
        'get /v1/operations/{id}',
        'get /v1/operations/{id}/timeline',
        'get /v1/schemas/{dialect}/{type}',
        'post /v1/operations/{id}/cancel',
        'post /v1/operations/{id}/poll',
        'post /v1/operations/{id}/retry',
        'post /v1/operations/{id}/resolve',
        'post /v1/operations/{id}/acknowledge',
        'patch /v1/operations/{id}/attention',
        'post /v1/sellers',
        'get /v1/sellers',
        'get /v1/sellers/{id}',
        'get /v1/sellers/{id}/health',
        'post /v1/sellers/{id}/probe',
        'get /v1/sellers/{id}/orphans',
        'patch /v1/sellers/{id}',
        'delete /v1/sellers/{id}',
        'post /v1/subscriptions',
        'get /v1/subscriptions',
        'get /v1/subscriptions/{id}',
        'patch /v1/subscriptions/{id}',
        'delete /v1/subscriptions/{id}',
        'post /v1/subscriptions/{id}/rotate-secret',
        'post /v1/subscriptions/{id}/test',
        'post /v1/subscriptions/{id}/recover',
        'post /v1/api-keys',
        'get /v1/api-keys',
        'delete /v1/api-keys/{id}',
        'get /v1/me',
        'get /auth/oidc/start',
        'get /auth/oidc/callback',
        'get /v1/session',
        'post /v1/session',
        'delete /v1/session',
        'post /v1/session/links',
        'post /v1/session/link',
        'post /v1/tenants',
        'get /v1/tenants',
        'patch /v1/tenants/{id}',
        'get /v1/audit',
        'get /v1/events',
        'get /v1/exports/operations',
        'get /v1/retention',
        'post /v1/exports/operations/confirm',
        'get /v1/operations/{id}/events',
        'get /v1/stats',
        'get /v1/media-buys',
        'get /v1/media-buys/{seller_id}/{media_buy_id}',
        'get /v1/deliveries',
        'get /v1/deliveries/{id}',
        'post /v1/deliveries/{id}/redeliver',
        'post /webhooks/adcp/{route_token}',
        'post /webhooks/hitl-tasks/{route_token}',
        'post /webhooks/hitl-tasks',
      ].sort(),
    );
    for (const [name, operation] of operations()) {
      const statuses = Object.keys(operation.responses);
      expect([name, statuses]).toEqual([name, expect.arrayContaining(['500', '503'])]);
      if (name.includes('/v1/') && !['post /v1/session', 'get /v1/session', 'post /v1/session/link'].includes(name))
        expect([name, statuses]).toEqual([name, expect.arrayContaining(['401', '403'])]);
      else expect([name, operation.security]).toEqual([name, []]);
      for (const [status, answer] of Object.entries(operation.responses)) {
        if (Number(status) < 400 || name.endsWith('/readyz')) continue;
        expect([name, status, Object.keys(answer.content)]).toEqual([name, status, ['application/problem+json']]);
      }
    }
  });

  it('has every event under webhooks, each with its schema and an example that fits it', () => {
    expect(Object.keys(document.webhooks).sort()).toEqual([...eventTypes].sort());
    for (const [type, { post }] of Object.entries(document.webhooks)) {
      const { schema, example } = post.requestBody.content['application/json']!;
      const ofSeller = type.startsWith('seller.');
      expect(schema).toEqual({ $ref: `#/components/schemas/${ofSeller ? 'SellerEvent' : 'OperationEvent'}` });
      expect((ofSeller ? sellerEventSchema : operationEventSchema).parse(example)).toMatchObject({ type });
    }
  });

  it('describes what the validation takes, from the same schemas', () => {
    const { get, post } = document.paths['/v1/operations']!;
    const list = get!.parameters;
    const parameter = (name: string) => list.find((one) => one.name === name)?.schema;
    expect(parameter('limit')).toEqual({ type: 'integer', minimum: 1, maximum: 200, default: 50 });
    expect(parameter('status')!.items.enum).toContain('attention');
    const audit = document.paths['/v1/audit']!.get!.parameters.find(({ name }) => name === 'kind');
    expect(audit?.schema).toMatchObject({ enum: auditKinds });
    expect(parameter('q')).toMatchObject({ minLength: 3, maxLength: 256 });
    expect(list.find(({ name }) => name === 'q')).toMatchObject({
      description: expect.stringContaining('3 characters'),
    });
    expect(document.components.schemas.NewOperation!.required.sort()).toEqual(['request', 'seller_id', 'type']);
    expect(document.components.schemas.NewOperation!.additionalProperties).toBe(false);
    expect(post!.requestBody.content['application/json']!.schema).toEqual({
      $ref: '#/components/schemas/NewOperation',
    });
    const poNumber = { minLength: 1, maxLength: MAX_PO_NUMBER_CHARACTERS };
    for (const name of ['NewOperation', 'HitlV1CreateMediaBuy', 'AdcpV3CreateMediaBuy']) {
      expect([name, document.components.schemas[name]!.properties['po_number']]).toEqual([
        name,
        expect.objectContaining(poNumber),
      ]);
    }
    expect(post!.parameters).toMatchObject([{ name: 'Idempotency-Key', in: 'header', required: false }]);
    expect(document.components.schemas.Operation!.properties.error!.anyOf[0]).toEqual({
      $ref: '#/components/schemas/OperationError',
    });
  });

  it('shows every member of an operation, and none besides', async () => {
    const desk = await api.newTenant();
    await api.addSeller(desk, 'acme');
    const operation = (await api.handOver(desk, 'acme')).body;
    expect(Object.keys(document.components.schemas.Operation!.properties).sort()).toEqual(
      Object.keys(operation).sort(),
    );
    const seller = (await api.call('GET', '/v1/sellers/acme', { key: desk.keys.viewer })).body;
    expect(Object.keys(document.components.schemas.Seller!.properties).sort()).toEqual(Object.keys(seller).sort());
  });

  it('serves its pages from this machine alone', async () => {
    const page = await api.call('GET', '/docs');
    expect([page.status, page.headers.get('content-type')]).toEqual([200, expect.stringMatching(/text\/html/)]);
    const loaded = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => url ?? '');
    expect(loaded.length).toBeGreaterThan(3);
    for (const url of loaded) {
      expect(url).toMatch(/^\.\/docs\//);
      expect([url, (await api.call('GET', url.slice(1))).status]).toEqual([url, 200]);
    }
    expect(page.text).not.toMatch(/<script>/);
  });

  it.each([
    '/docs//',
    '/docs///x',
    '/docs/%00',
    '/docs/swagger-ui.css%00',
    '/docs/%2e%2e/x',
    '/docs/..%2fx',
    '/docs/../x',
    '/docs/.',
    '/docs/..',
    '/docs/%5c..%5cx',
    '/docs/\\..\\x',
    '/docs/.env',
    '/docs/LICENSE',
    '/docs/package.json',
    '/docs/swagger-ui.css/x',
    `/docs/${'a'.repeat(300)}`,
    '/openapi.json/',
    '/openapi.json%00',
    '//openapi.json',
    '//',
    '/%00',
  ])('has nothing at %s', async (path) => {
    for (const method of ['GET', 'HEAD']) {
      const answer = await rawly(method, path);
      expect(answer).toMatch(/^HTTP\/1\.1 404 /);
      expect(answer).toMatch(/content-type: application\/problem\+json/i);
    }
  });

  it.each([
    ['range', 'bytes=999999999-'],
    ['if-match', '"another"'],
    ['if-unmodified-since', 'Mon, 01 Jan 1990 00:00:00 GMT'],
  ])('takes a condition that cannot hold for a fault of the request: %s', async (name, value) => {
    const answer = await api.call('GET', '/docs/swagger-ui.css', { headers: { [name]: value } });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  });

  /** Goes over a socket, because HTTP clients tidy up such paths. */
  async function rawly(method: string, path: string): Promise<string> {
    const socket = connect(Number(new URL(api.url).port), '127.0.0.1');
    socket.write(`${method} ${path} HTTP/1.1\r\nHost: api\r\nConnection: close\r\n\r\n`);
    const pieces: Buffer[] = [];
    for await (const piece of socket) pieces.push(piece as Buffer);
    return Buffer.concat(pieces).toString();
  }
});
