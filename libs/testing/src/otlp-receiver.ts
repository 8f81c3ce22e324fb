import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

type Value = string | number | boolean | undefined;

/** A span as it was exported, with its attributes as plain values. */
export interface ReceivedSpan {
  service: Value;
  name: string;
  traceId: string;
  spanId: string;
  /** Undefined for the root of a trace. */
  parentSpanId: string | undefined;
  /** As numbered by OTLP: 1 internal, 2 server, 3 client. */
  kind: number;
  attributes: Record<string, Value>;
  links: { traceId: string; spanId: string }[];
  events: { name: string; attributes: Record<string, Value> }[];
  failed: boolean;
  /** Nanoseconds since 1970. */
  startedAt: bigint;
  endedAt: bigint;
}

interface OtlpAttribute {
  key: string;
  value: { stringValue?: string; intValue?: number | string; doubleValue?: number; boolValue?: boolean };
}

interface OtlpSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes?: OtlpAttribute[];
  links?: { traceId: string; spanId: string }[];
  events?: { name: string; attributes?: OtlpAttribute[] }[];
  status?: { code?: number };
}

interface OtlpTraces {
  resourceSpans: { resource?: { attributes?: OtlpAttribute[] }; scopeSpans: { spans: OtlpSpan[] }[] }[];
}

/** A collector: takes OTLP over HTTP. It reads JSON, and keeps other bodies as they came. */
export class OtlpReceiver {
  readonly spans: ReceivedSpan[] = [];
  /** What came, with the bodies that are not JSON. */
  readonly requests: { path: string; type: string; authorization: string | undefined; body: Buffer }[] = [];
  private readonly server: Server;
  private readonly unanswered: (() => Promise<void>)[] = [];

  /** @param hangs it takes every request, and answers none */
  private constructor(hangs: boolean) {
    this.server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const { url: path = '', headers } = request;
        const [type, body] = [headers['content-type'] ?? '', Buffer.concat(parts)];
        this.requests.push({ path, type, authorization: headers.authorization, body });
        if (type === 'application/json') this.keep(JSON.parse(body.toString('utf8')) as OtlpTraces);
        const answer = (): Promise<void> =>
          new Promise((resolve) => {
            if (response.destroyed) {
              resolve();
              return;
            }
            response.once('close', resolve);
            response.writeHead(200, { 'content-type': type }).end(type === 'application/json' ? '{}' : '', resolve);
          });
        if (hangs) this.unanswered.push(answer);
        else void answer();
      });
    });
  }

  static async start({ hangs = false } = {}): Promise<OtlpReceiver> {
    const receiver = new OtlpReceiver(hangs);
    await new Promise<void>((resolve, reject) => {
      receiver.server.once('error', reject);
      receiver.server.listen(0, '127.0.0.1', resolve);
    });
    return receiver;
  }

  /** What `OTEL_EXPORTER_OTLP_ENDPOINT` is set to. */
  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** First it answers what it let hang. Otherwise the exporter would go on trying long after its test. */
  async stop(): Promise<void> {
    await Promise.all(this.unanswered.splice(0).map((answer) => answer()));
    await new Promise<void>((resolve) => {
      this.server.close(() => {
        resolve();
      });
      this.server.closeAllConnections();
    });
  }

  private keep({ resourceSpans }: OtlpTraces): void {
    for (const { resource, scopeSpans } of resourceSpans) {
      const service = plain(resource?.attributes)['service.name'];
      for (const span of scopeSpans.flatMap(({ spans }) => spans)) {
        this.spans.push({
          service,
          name: span.name,
          traceId: span.traceId,
          spanId: span.spanId,
          parentSpanId: span.parentSpanId === '' ? undefined : span.parentSpanId,
          kind: span.kind,
          attributes: plain(span.attributes),
          links: (span.links ?? []).map(({ traceId, spanId }) => ({ traceId, spanId })),
          events: (span.events ?? []).map(({ name, attributes }) => ({ name, attributes: plain(attributes) })),
          failed: span.status?.code === 2,
          startedAt: BigInt(span.startTimeUnixNano),
          endedAt: BigInt(span.endTimeUnixNano),
        });
      }
    }
  }
}

function plain(attributes: readonly OtlpAttribute[] = []): Record<string, Value> {
  return Object.fromEntries(
    attributes.map(({ key, value: { stringValue, intValue, doubleValue, boolValue } }) => [
      key,
      stringValue ?? (intValue === undefined ? undefined : Number(intValue)) ?? doubleValue ?? boolValue,
    ]),
  );
}
