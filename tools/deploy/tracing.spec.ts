import { parse } from 'yaml';
import { z } from 'zod';
import { read } from './deployments';

const policy = z.looseObject({
  spec: z.looseObject({
    egress: z.array(
      z.looseObject({
        to: z.array(z.looseObject({ namespaceSelector: z.record(z.string(), z.unknown()).optional() })),
        ports: z.array(z.looseObject({ port: z.number() })).optional(),
      }),
    ),
  }),
});

/** The port of each way of OTLP, as OpenTelemetry registered them. */
const ports = { HTTP: 4318, gRPC: 4317 };

describe('traces in Kubernetes', () => {
  it('are let out by each way that the configuration takes, as the documents say', () => {
    const { spec } = policy.parse(parse(read('k8s/base/network/outbound.yaml')));
    const letOut = spec.egress
      .filter(({ to }) =>
        to.some(({ namespaceSelector }) => JSON.stringify(namespaceSelector ?? null).includes('monitoring')),
      )
      .flatMap((rule) => rule.ports ?? [])
      .map(({ port }) => port);
    expect(letOut).toEqual(Object.values(ports));
    for (const [way, port] of Object.entries(ports)) {
      expect(read('docs/tracing.md').replace(/\s+/g, ' ')).toContain(`${port} (${way})`);
      expect(read('docs/operations.md')).toContain(`${port} (${way})`);
    }
    expect(read('.env.example')).toContain('http/protobuf or http/json, to port 4318 as a rule; grpc to 4317.');
  });
});
