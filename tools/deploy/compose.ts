import { parse } from 'yaml';
import { z } from 'zod';
import { interpolate } from './compose-interpolation';
import type { Probe, Workload } from './workload';

const healthcheck = z.object({ test: z.array(z.string()).optional(), disable: z.boolean().optional() });

const service = z.looseObject({
  image: z.string(),
  build: z.unknown().optional(),
  entrypoint: z.array(z.string()).default([]),
  command: z.array(z.string()).default([]),
  environment: z.record(z.string(), z.string().nullable()).default({}),
  ports: z.array(z.string()).default([]),
  profiles: z.array(z.string()).default([]),
  restart: z.string(),
  stop_grace_period: z.string().regex(/^\d+s$/),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  healthcheck: healthcheck,
  networks: z.array(z.string()),
  volumes: z.array(z.string()).default([]),
});

const composeFile = z.looseObject({
  services: z.record(z.string(), service),
  networks: z.record(z.string(), z.looseObject({ internal: z.boolean().optional() })),
  volumes: z.record(z.string(), z.unknown()),
});

export type ComposeFile = z.infer<typeof composeFile>;
export type ComposeService = z.infer<typeof service>;

/**
 * The compose file with its variables filled in. Throws ComposeVariableMissingError where compose would refuse to
 * start.
 */
export function parseCompose(text: string, variables: Readonly<Record<string, string>>): ComposeFile {
  const resolve = (value: unknown): unknown => {
    if (typeof value === 'string') return interpolate(value, variables);
    if (Array.isArray(value)) return value.map(resolve);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, resolve(child)]));
  };
  return composeFile.parse(resolve(parse(text, { merge: true })));
}

/** The services that run our image. A variable without a value takes the one in `variables`, when there is one. */
export function composeWorkloads(file: ComposeFile, variables: Readonly<Record<string, string>>): Workload[] {
  return Object.entries(file.services)
    .filter(([, { image }]) => image.startsWith('adcp-orchestrator:'))
    .map(([name, { image, entrypoint, command, environment, ports, healthcheck, stop_grace_period: grace }]) => ({
      source: 'docker-compose.yml',
      name,
      image,
      // A service with an entry point of its own repeats the image's, and adds the app at its end.
      argument: [...entrypoint.slice(-1), ...command],
      environment: Object.fromEntries(
        Object.entries(environment).flatMap(([variable, value]) => {
          const passed = value ?? variables[variable];
          return passed === undefined ? [] : [[variable, passed]];
        }),
      ),
      ports: ports.map(containerPort),
      probes: probesOf(healthcheck.test ?? []),
      graceSeconds: Number.parseInt(grace, 10),
      preStopSeconds: 0,
    }));
}

/** Of `127.0.0.1:3000:3000`, the last number is the container's port. */
const containerPort = (published: string): number => Number(published.slice(published.lastIndexOf(':') + 1));

/** The addresses that a health check's command fetches. */
export function probesOf(command: readonly string[]): Probe[] {
  return [...command.join(' ').matchAll(/http:\/\/127\.0\.0\.1:(\d+)(\/[\w/-]*)/g)].map(([, port, path]) => ({
    path: path ?? '',
    port: Number(port),
  }));
}
