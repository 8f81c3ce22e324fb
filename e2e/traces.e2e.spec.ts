/** @jest-environment ./e2e/support/failure-watch.cjs */
import { OtlpReceiver, type ReceivedSpan, untilTrue } from '@adcp-orchestrator/testing';
import type { OperationJson } from './support/api-client';
import { MeddlingProxy } from './support/meddling-proxy';
import { describeOn, queueBackends } from './support/queue-backends';
import { sandboxToken } from './support/sandbox-seller';
import { Scene, sceneMs } from './support/scene';
import { until } from './support/until';

jest.setTimeout(150_000);

const [postgres] = queueBackends;
const secret = 'a-webhook-secret-of-some-length-3';
const desksTrace = '0af7651916cd43dd8448eb211c80319c';
const desksSpan = 'b7ad6b7169203331';
const [SERVER, CLIENT] = [2, 3];

if (postgres === undefined) throw new Error('there is no backend to test with');
describeOn(postgres, 'the traces of an operation', () => {
  let receiver: OtlpReceiver;
  let proxy: MeddlingProxy;
  let scene: Scene;

  beforeAll(async () => {
    receiver = await OtlpReceiver.start();
    scene = await Scene.start(postgres, {
      workers: 'together',
      env: {
        OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
        OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
        OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20of-the-collector',
        OTEL_BSP_SCHEDULE_DELAY: '100',
      },
    });
    proxy = await MeddlingProxy.start(scene.sandbox.url);
    const agentUrl = (id: string) => scene.sandbox.agentUrl('adcp-v3', id).replace(scene.sandbox.url, proxy.url);
    await scene.addSeller('adcp-v3', 'polled', { agent_url: agentUrl('polled') });
    await scene.addSeller('adcp-v3', 'telling', {
      agent_url: agentUrl('telling'),
      webhooks: { mode: 'hmac', secret },
    });
  }, sceneMs);
  afterAll(async () => {
    await scene.stop();
    await proxy.stop();
    await receiver.stop();
  }, sceneMs);

  /** The spans that begin a trace and are linked to where an operation began. */
  const legsOf = ({ id }: OperationJson): ReceivedSpan[] =>
    receiver.spans.filter(
      ({ parentSpanId, links }) =>
        parentSpanId === undefined &&
        links.some((link) => link.traceId === traceOf(id) && link.spanId === traceOf(id).slice(16)),
    );
  const awaitSpan = (what: string, find: () => ReceivedSpan | undefined): Promise<ReceivedSpan> =>
    until(what, find, { seen: () => receiver.spans.map(({ name }) => name).join(', ') });
  const awaitLeg = (operation: OperationJson, name: string, more: (leg: ReceivedSpan) => boolean = () => true) =>
    awaitSpan(`the leg ${name}`, () => legsOf(operation).find((leg) => leg.name === name && more(leg)));
  const childrenOf = (leg: ReceivedSpan): ReceivedSpan[] =>
    receiver.spans.filter(({ traceId, parentSpanId }) => traceId === leg.traceId && parentSpanId === leg.spanId);
  const awaitChild = (leg: ReceivedSpan, name: string) =>
    awaitSpan(`${name} within ${leg.name}`, () => childrenOf(leg).find((child) => child.name === name));

  it('are one for each leg: request, submission, poll and notification, and the seller and the desk are told theirs', async () => {
    const accepted = await scene.buy('polled', 'WAIT');
    await scene.desk.awaitStatus(accepted.id, 'pending_approval');
    await scene.decide(accepted, 'approve');
    await scene.desk.awaitStatus(accepted.id, 'created');
    const told = await scene.subscriber.awaitEvent(accepted.id, 'operation.created');

    const request = await awaitSpan('the request', () =>
      receiver.spans.find(({ spanId }) => spanId === traceOf(accepted.id).slice(16)),
    );
    expect(request).toMatchObject({
      service: 'intake-api',
      name: 'POST /v1/operations',
      traceId: traceOf(accepted.id),
      parentSpanId: undefined,
      kind: SERVER,
      links: [],
      attributes: {
        'adcp.operation_id': accepted.id,
        'adcp.operation_type': 'create_media_buy',
        'adcp.seller_id': 'polled',
        'adcp.replayed': false,
        'http.route': '/v1/operations',
        'http.response.status_code': 202,
        'adcp.request_id': expect.any(String) as string,
      },
    });
    await awaitChild(request, 'insert operations');

    const submission = await awaitLeg(accepted, 'submit create_media_buy');
    expect(submission).toMatchObject({
      service: 'workers',
      attributes: { 'adcp.operation_id': accepted.id, 'adcp.operation_status': 'pending_approval', 'adcp.attempt': 1 },
    });
    const call = await awaitChild(submission, 'tools/call create_media_buy');
    expect(call).toMatchObject({
      kind: CLIENT,
      attributes: { 'adcp.seller_id': 'polled', 'http.response.status_code': 200 },
    });
    await awaitChild(submission, 'gate');
    const [executed] = proxy.callsFor(accepted.po_number ?? '');
    expect(executed?.traceparent).toBe(headerOf(call));

    const poll = await awaitLeg(accepted, 'poll', ({ events }) =>
      events.some(({ attributes }) => attributes['adcp.operation_status'] === 'created'),
    );
    expect(childrenOf(poll).map(({ name }) => name)).toContainEqual(expect.stringMatching(/^tools\/call /));

    const delivery = await awaitLeg(
      accepted,
      'deliver webhook',
      ({ attributes }) => attributes['adcp.event_type'] === 'operation.created',
    );
    expect(delivery.attributes).toMatchObject({ 'adcp.delivery_status': 'delivered', 'adcp.attempt': 1 });
    expect(scene.subscriber.spans.get(told.id)).toBe(headerOf(delivery));

    const legs = [request, ...legsOf(accepted)];
    expect(new Set(legs.map(({ traceId }) => traceId)).size).toBe(legs.length);
  });

  it("have a leg for the seller's webhook, and nothing of its URL's secret", async () => {
    const accepted = await scene.buy('telling', 'APPROVE-1');
    await scene.desk.awaitStatus(accepted.id, 'created');
    const leg = await awaitLeg(accepted, 'POST /webhooks/adcp/:route_token');
    expect(leg).toMatchObject({
      service: 'intake-api',
      kind: SERVER,
      attributes: {
        'adcp.operation_id': accepted.id,
        'adcp.operation_status': 'created',
        'http.response.status_code': 200,
      },
    });
    await awaitChild(leg, 'gate');
  });

  it("continue the desk's trace where the desk records it, and lead from there to the operation's", async () => {
    const headers = { traceparent: `00-${desksTrace}-${desksSpan}-01`, tracestate: 'desk=1' };
    const accepted = await scene.desk.post(scene.order('polled', 'DONE'), headers);
    const request = await awaitSpan("the request in the desk's trace", () =>
      receiver.spans.find(
        (span) => span.traceId === desksTrace && span.attributes['adcp.operation_id'] === accepted.id,
      ),
    );
    const beginning = { traceId: traceOf(accepted.id), spanId: traceOf(accepted.id).slice(16) };
    expect(request).toMatchObject({ parentSpanId: desksSpan, links: [beginning] });
    const stands = await awaitSpan('what stands for the beginning', () =>
      receiver.spans.find(({ traceId }) => traceId === beginning.traceId),
    );
    expect(stands).toMatchObject({
      ...beginning,
      name: 'accept create_media_buy',
      parentSpanId: undefined,
      links: [{ traceId: request.traceId, spanId: request.spanId }],
    });
    await awaitLeg(accepted, 'submit create_media_buy');
  });

  it('begin with the request where the desk does not record its own, and when it comes again', async () => {
    const order = scene.order('polled', 'DONE');
    const accepted = await scene.desk.post(order, { traceparent: `00-${desksTrace}-${desksSpan}-00` });
    await awaitSpan('the request', () =>
      receiver.spans.find(({ spanId }) => spanId === traceOf(accepted.id).slice(16)),
    );
    const again = await scene.desk.request<OperationJson>('POST', '/v1/operations', order);
    expect(again).toMatchObject({ status: 200, body: { id: accepted.id } });
    const repetition = await awaitSpan('the repetition', () =>
      receiver.spans.find(
        (span) => span.attributes['adcp.operation_id'] === accepted.id && span.attributes['adcp.replayed'] === true,
      ),
    );
    expect(repetition.attributes['http.response.status_code']).toBe(200);
    expect(repetition.traceId).not.toBe(traceOf(accepted.id));
  });

  it('are named in the log, and hold no secret and nothing of a request', async () => {
    const accepted = await scene.buy('polled', 'DONE');
    await awaitLeg(accepted, 'submit create_media_buy');
    const { output } = scene.stack.part('intake-api');
    await untilTrue('a line of the log that names the trace', () =>
      output.some((line) => line.includes(`"trace_id":"${traceOf(accepted.id)}"`)),
    );

    expect(receiver.requests.every(({ authorization }) => authorization === 'Bearer of-the-collector')).toBe(true);
    const sent = receiver.requests.map(({ body }) => body.toString('utf8')).join('\n');
    const tokens = routeTokens(await scene.stack.database.pool.query('SELECT route_token FROM sellers'));
    expect(tokens.length).toBeGreaterThan(0);
    for (const word of [scene.stack.platformKey, sandboxToken, secret, accepted.po_number ?? '', ...tokens]) {
      expect(sent.includes(word)).toBe(false);
    }
    const said = JSON.stringify(receiver.spans.map(({ name, attributes, events }) => ({ name, attributes, events })));
    expect(/premium_sports|acmeoutdoor|50000/.exec(said)).toBeNull();
  });
});

function traceOf(id: string): string {
  return id.replaceAll('-', '');
}

function headerOf({ traceId, spanId }: ReceivedSpan): string {
  return `00-${traceId}-${spanId}-01`;
}

function routeTokens({ rows }: { rows: unknown[] }): string[] {
  return (rows as { route_token: string }[]).map(({ route_token: token }) => token);
}
