import type { ParsedEnvironment, TraceSampler } from './environment';

/** How this process is traced. What else the SDK needs (protocol, headers, resource), it reads by itself. */
export interface TracingSettings {
  /** The collector. */
  endpoint: string;
  /** null: each process has its own name. */
  serviceName: string | null;
  sampler: TraceSampler;
  /** The share that a sampler with `traceidratio` takes, from 0 to 1. */
  samplerRatio: number;
}

/** @returns null when nothing is traced */
export function tracingSettingsOf(parsed: ParsedEnvironment): TracingSettings | null {
  const endpoint = parsed.OTEL_EXPORTER_OTLP_ENDPOINT;
  if (endpoint === undefined) return null;
  return {
    endpoint,
    serviceName: parsed.OTEL_SERVICE_NAME ?? null,
    sampler: parsed.OTEL_TRACES_SAMPLER,
    samplerRatio: parsed.OTEL_TRACES_SAMPLER_ARG,
  };
}
