import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { OtlpReceiver, patienceMs, untilTrue } from '@adcp-orchestrator/testing';
import type { TracingSettings } from '../config/tracing-settings';
import { type SpanContext, addTraceHeaders, inBatch, inFirstLeg, inLeg, inStep, isRecorded, senderSpan } from '.';
import { SpanKind, beginOperation, spanUnderWay, traceUnderWay } from './spans';
import { startTracing } from './start-tracing';

const operation = {
  id: '01938d5c-7d4e-7a61-8f00-0123456789ab',
  tenantId: 't1',
  sellerId: 'acme',
  type: 'sync_creatives',
};
const beginning = { traceId: '01938d5c7d4e7a618f000123456789ab', spanId: '8f000123456789ab' };
const stranger = { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' };

/** An answer of gRPC without a field: not compressed, no bytes long. */
const EMPTY_MESSAGE = Buffer.alloc(5);

/** How long a process that ends waits for its collector. */
const AS_IN_PRODUCTION = 3_000;

/** Ids whose version and variant are those of UUIDs, and whose other digits differ. */
const idOf = (n: number): string =>
  `01938d5c-7d4e-7a61-8f00-${(n * 2_654_435_761).toString(16).padStart(12, '0').slice(-12)}`;

describe('tracing', () => {
  let receiver: OtlpReceiver;
  let end: (() => Promise<void>) | null = null;
  let warnings: object[] = [];
  const log = {
    warn: (fields: object) => void warnings.push(fields),
    debug: () => undefined,
    info: () => undefined,
    error: () => undefined,
    fatal: () => undefined,
  } as unknown as Parameters<typeof startTracing>[2];

  /** The last export is waited for as long as a busy machine may need, unless a test says otherwise. */
  async function start(
    settings: Partial<TracingSettings> = {},
    endpoint = receiver.url,
    lastExportMs = patienceMs,
  ): Promise<void> {
    process.env.OTEL_EXPORTER_OTLP_ENDPOINT = endpoint;
    end = await startTracing(
      { endpoint, serviceName: null, sampler: 'parentbased_always_on', samplerRatio: 1, ...settings },
      'test',
      log,
      lastExportMs,
    );
    expect(end).not.toBeNull();
  }

  /** Ends tracing, which sends what there is. */
  async function sent(): Promise<OtlpReceiver['spans']> {
    await end?.();
    end = null;
    return receiver.spans;
  }

  beforeEach(async () => {
    process.env.OTEL_EXPORTER_OTLP_PROTOCOL = 'http/json';
    warnings = [];
    receiver = await OtlpReceiver.start();
  });
  afterEach(async () => {
    await end?.();
    end = null;
    await receiver.stop();
  });

  const leg = (work: () => Promise<unknown> = () => Promise.resolve()): Promise<unknown> =>
    inLeg(() => ({ name: 'leg', operations: [operation] }), work);

  it('loads nothing of the SDK while it is off, and does the work all the same', async () => {
    const script = `
      const { startTracing, inLeg } = require(${JSON.stringify(__dirname)});
      let asked = false;
      void (async () => {
        await startTracing(JSON.parse(process.argv[1]), 'test', { warn() {} });
        const done = await inLeg(() => { asked = true; throw new Error('a bad leg'); }, async () => 'done');
        const loaded = Object.keys(require.cache).filter((file) => /@opentelemetry.(?!api)/.test(file)).length;
        console.log(JSON.stringify({ done, asked, loaded }));
        process.exit();
      })();`;
    const told = async (
      settings: TracingSettings | null,
    ): Promise<{ done: string; asked: boolean; loaded: number }> => {
      const args = [
        '--import',
        'tsx',
        '--conditions=@adcp-orchestrator/source',
        '-e',
        script,
        JSON.stringify(settings),
      ];
      const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 100_000 });
      return JSON.parse(stdout) as { done: string; asked: boolean; loaded: number };
    };
    expect(await told(null)).toEqual({ done: 'done', asked: false, loaded: 0 });
    const on = { endpoint: receiver.url, serviceName: null, sampler: 'always_on', samplerRatio: 1 } as const;
    const traced = await told(on);
    expect(traced).toMatchObject({ done: 'done', asked: true });
    expect(traced.loaded).toBeGreaterThan(10);
  });

  it('gives each leg a trace of its own, linked to where its operations began', async () => {
    await start();
    const twice = { ...operation, id: idOf(7) };
    await inLeg(
      () => ({ name: 'poll', operations: [operation, twice] }),
      () =>
        inStep(
          'ask',
          SpanKind.CLIENT,
          () => ({ 'adcp.tool': 'tasks/get' }),
          () => Promise.resolve(),
        ),
    );
    const [ask, poll] = await sent();
    expect(poll).toMatchObject({ service: 'test', parentSpanId: undefined, attributes: { 'adcp.operation_count': 2 } });
    expect(poll?.links).toEqual([beginning, expect.objectContaining({ traceId: twice.id.replaceAll('-', '') })]);
    expect(ask).toMatchObject({ traceId: poll?.traceId, parentSpanId: poll?.spanId, kind: SpanKind.CLIENT + 1 });
  });

  it("begins an operation in its request's trace; one that a bulk job makes, by a span of its own", async () => {
    await start();
    await inFirstLeg(
      operation.id,
      () => ({ name: 'POST' }),
      () => {
        beginOperation(operation);
        return Promise.resolve();
      },
    );
    beginOperation({ ...operation, id: idOf(1) });
    const [post, accept, ...others] = await sent();
    expect(post).toMatchObject({ ...beginning, name: 'POST' });
    expect(accept).toMatchObject({ name: 'accept sync_creatives', traceId: idOf(1).replaceAll('-', '') });
    expect(others).toEqual([]);
  });

  it('sends nothing where a sampler takes nothing, and names no trace', async () => {
    await start({ sampler: 'parentbased_traceidratio', samplerRatio: 0 });
    const headers: Record<string, string> = {};
    await leg(() => {
      addTraceHeaders(headers);
      expect(traceUnderWay()).toBeNull();
      return inStep(
        'step',
        SpanKind.INTERNAL,
        () => ({}),
        () => Promise.resolve(),
      );
    });
    expect(await sent()).toEqual([]);
    expect(headers).toEqual({});
    expect(receiver.requests).toEqual([]);
  });

  it.each(['traceidratio', 'parentbased_traceidratio'] as const)(
    'shows with %s every leg of an operation or none, and links to none that is not shown',
    async (sampler) => {
      await start({ sampler, samplerRatio: 0.3 });
      const operations = Array.from({ length: 60 }, (_, n) => ({ id: idOf(n + 1) }));
      for (const one of operations) {
        await inFirstLeg(
          one.id,
          () => ({ name: 'first' }),
          () =>
            inStep(
              'step',
              SpanKind.INTERNAL,
              () => ({}),
              () => Promise.resolve(),
            ),
        );
        for (let again = 0; again < 3; again += 1) {
          await inLeg(
            () => ({ name: 'later', operations: [one] }),
            () => Promise.resolve(),
          );
        }
      }
      await inLeg(
        () => ({ name: 'all', operations }),
        () => Promise.resolve(),
      );
      const spans = await sent();
      const shown = new Set(spans.filter(({ name }) => name === 'first').map(({ traceId }) => traceId));
      expect(shown.size).toBeGreaterThan(5);
      expect(shown.size).toBeLessThan(40);
      expect(spans.filter(({ name }) => name === 'step')).toHaveLength(shown.size);
      const linked = spans.filter(({ name }) => name === 'later').map(({ links }) => links[0]?.traceId ?? '');
      expect(linked.sort()).toEqual([...shown, ...shown, ...shown].sort());
      expect(new Set(spans.find(({ name }) => name === 'all')?.links.map(({ traceId }) => traceId))).toEqual(shown);
    },
  );

  it('lets nobody who is only linked decide what is recorded', async () => {
    await start({ sampler: 'parentbased_traceidratio', samplerRatio: 0 });
    const linked = senderSpan(stranger);
    expect(linked !== null && isRecorded(linked)).toBe(true);
    await inLeg(
      () => ({ name: 'webhook', operations: [operation], linked }),
      () => Promise.resolve(),
    );
    expect(await sent()).toEqual([]);
  });

  it.each([
    '',
    'x',
    '00-0-0-01',
    `${stranger.traceparent}-more`,
    'ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  ])('takes a traceparent of "%s" for none', async (traceparent) => {
    await start();
    expect(senderSpan({ traceparent })).toBeNull();
  });

  it('shows a batch within the first of those that wait for it, linked to the others', async () => {
    await start();
    const waiting: (SpanContext | undefined)[] = [];
    const wait = (): Promise<unknown> => {
      waiting.push(spanUnderWay());
      return Promise.resolve();
    };
    await leg(wait);
    await leg(wait);
    await inBatch('write', [undefined, ...waiting], () => {
      expect(traceUnderWay()).not.toBeNull();
      return Promise.resolve();
    });
    await inBatch('nobody', [undefined], () => {
      expect(traceUnderWay()).toBeNull();
      return Promise.resolve();
    });
    const [first, second, batch, ...others] = await sent();
    expect(batch).toMatchObject({
      traceId: first?.traceId,
      parentSpanId: first?.spanId,
      links: [{ traceId: second?.traceId, spanId: second?.spanId }],
      attributes: { 'adcp.batch_size': 3 },
    });
    expect(others).toEqual([]);
  });

  it('says of an error its name alone, and passes it on', async () => {
    await start();
    await expect(leg(() => Promise.reject(new TypeError('a secret S1')))).rejects.toThrow('S1');
    const [span] = await sent();
    expect(span).toMatchObject({ failed: true, attributes: { 'error.type': 'TypeError' } });
    expect(receiver.requests.every(({ body }) => !body.includes('S1'))).toBe(true);
  });

  it('speaks protobuf where nothing else is set', async () => {
    delete process.env.OTEL_EXPORTER_OTLP_PROTOCOL;
    await start();
    await leg();
    await sent();
    expect(receiver.requests).toEqual([
      expect.objectContaining({ path: '/v1/traces', type: 'application/x-protobuf' }) as object,
    ]);
    expect(receiver.requests[0]?.body.includes('adcp.operation_id')).toBe(true);
  });

  it('speaks gRPC where that is set', async () => {
    const calls: { path: string; body: Buffer }[] = [];
    const collector = createServer();
    collector.on('stream', (stream, { ':path': path = '' }) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        calls.push({ path, body: Buffer.concat(parts) });
        stream.on('wantTrailers', () => {
          stream.sendTrailers({ 'grpc-status': '0' });
        });
        stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
        stream.end(EMPTY_MESSAGE);
      });
    });
    await once(collector.listen(0, '127.0.0.1'), 'listening');
    process.env.OTEL_EXPORTER_OTLP_PROTOCOL = 'grpc';
    try {
      await start({}, `http://127.0.0.1:${(collector.address() as AddressInfo).port}`);
      await leg();
      await sent();
      expect(calls.map(({ path }) => path)).toEqual(['/opentelemetry.proto.collector.trace.v1.TraceService/Export']);
      expect(calls[0]?.body.includes('adcp.operation_id')).toBe(true);
      expect(warnings).toEqual([]);
    } finally {
      collector.close();
    }
  });

  it('does not hold up work or the end of the process by a collector that hangs, and keeps a bounded number of spans', async () => {
    const hanging = await OtlpReceiver.start({ hangs: true });
    process.env.OTEL_BSP_SCHEDULE_DELAY = '10';
    process.env.OTEL_EXPORTER_OTLP_TIMEOUT = '60000';
    try {
      await start({}, hanging.url, AS_IN_PRODUCTION);
      await leg();
      await untilTrue('a request that hangs', () => hanging.requests.length > 0, { everyMs: 5 });
      // It never answers. So whatever waited for it would wait until the test is broken off.
      for (let n = 0; n < 5_000; n += 1) await leg();
      const endedAt = performance.now();
      await sent();
      expect(performance.now() - endedAt).toBeLessThan(30_000);
      expect(warnings).toHaveLength(1);
      const held = hanging.requests.map(({ body }) => body.toString('utf8').split('"leg"').length - 1);
      expect(held.reduce((sum, spans) => sum + spans, 0)).toBeLessThanOrEqual(2_048 + 512);
    } finally {
      delete process.env.OTEL_BSP_SCHEDULE_DELAY;
      delete process.env.OTEL_EXPORTER_OTLP_TIMEOUT;
      await hanging.stop();
    }
  });

  it('tells once of a collector that is not there', async () => {
    process.env.OTEL_BSP_SCHEDULE_DELAY = '10';
    process.env.OTEL_EXPORTER_OTLP_TIMEOUT = '3000';
    try {
      await start({}, 'http://127.0.0.1:1', AS_IN_PRODUCTION);
      await leg();
      await untilTrue('the first warning', () => warnings.length > 0, { everyMs: 5 });
      for (let n = 0; n < 3; n += 1) {
        await leg();
        await sleep(300);
      }
      await sent();
      expect(warnings).toEqual([{ reason: expect.stringContaining('ECONNREFUSED') as string, times: 1 }]);
    } finally {
      delete process.env.OTEL_BSP_SCHEDULE_DELAY;
      delete process.env.OTEL_EXPORTER_OTLP_TIMEOUT;
    }
  });
});
