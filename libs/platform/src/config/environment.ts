import { isValid, isValidCIDR } from 'ipaddr.js';
import { z } from 'zod';
import { RedisUrlInvalidError, parseRedisUrl } from '../redis';

/** The smallest interval that may be set. Below it, a loop would use the processor all the time. */
const MIN_SECONDS = 0.05;
const MAX_SECONDS = 7 * 86_400;
const MAX_COUNT = 5_000;
const MIN_KEY_CHARACTERS = 32;
const MAX_PREVIOUS_KEYS = 8;
const MAX_PROXIES = 64;
/** A good answer about a buy of 10,000 packages has 1.2 MB. */
export const DEFAULT_MAX_ANSWER_BYTES = 4 * 1_048_576;
/** With a smaller limit, honest answers would be cut off and end in doubt. */
const MIN_ANSWER_BYTES = 65_536;
/** A call under way may hold its whole answer in memory, and several copies of it while it is read. */
const MAX_ANSWER_BYTES = 32 * 1_048_576;

/** Compose and shells pass unset variables as empty strings. Both mean "not given". */
function given(schema: z.ZodType<string, string>) {
  return schema.optional();
}

function url(protocols: readonly string[], example: string) {
  return given(
    z.string().refine((value) => protocols.includes(protocolOf(value)), {
      error: `must be a URL that starts with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}, such as ${example}`,
    }),
  );
}

function refuseBadRedisUrl(value: string, context: z.RefinementCtx): void {
  try {
    parseRedisUrl(value);
  } catch (error) {
    if (!(error instanceof RedisUrlInvalidError)) throw error;
    context.addIssue({ code: 'custom', message: error.message });
  }
}

function protocolOf(value: string): string {
  return URL.canParse(value) ? new URL(value).protocol : '';
}

function port(lowest: number, fallback: number, meaning: string) {
  return z
    .string()
    .default(String(fallback))
    .transform(Number)
    .refine((value) => Number.isInteger(value) && value >= lowest && value <= 65_535, {
      error: `must be a whole number from ${lowest} to 65535 (${meaning})`,
    });
}

function seconds(fallback: number) {
  return z
    .string()
    .default(String(fallback))
    .transform(Number)
    .refine((value) => value >= MIN_SECONDS && value <= MAX_SECONDS, {
      error: `must be a number of seconds from ${MIN_SECONDS} to ${MAX_SECONDS}, such as ${fallback}`,
    });
}

function onOff(fallback: '0' | '1', meaning: string) {
  return z
    .enum(['0', '1'], { error: `must be 1 (${meaning}) or 0` })
    .default(fallback)
    .transform((value) => value === '1');
}

function count(fallback: number) {
  return z
    .string()
    .default(String(fallback))
    .transform(Number)
    .refine((value) => Number.isInteger(value) && value >= 1 && value <= MAX_COUNT, {
      error: `must be a whole number from 1 to ${MAX_COUNT}, such as ${fallback}`,
    });
}

// Node's decoder skips what is not base64. So only a text that comes back the same was base64.
function isKey(value: string): boolean {
  const bytes = Buffer.from(value, 'base64');
  return bytes.length === 32 && bytes.toString('base64') === value;
}

const otlpProtocols = ['http/protobuf', 'http/json', 'grpc'] as const;

/** The samplers of OpenTelemetry's specification, by the names that `OTEL_TRACES_SAMPLER` takes. */
export const traceSamplers = [
  'parentbased_always_on',
  'parentbased_traceidratio',
  'parentbased_always_off',
  'always_on',
  'traceidratio',
  'always_off',
] as const;
export type TraceSampler = (typeof traceSamplers)[number];

/** Log levels, the least talkative first. */
export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Every variable that a process of this product reads. */
export const environmentSchema = z.object({
  DATABASE_URL: z
    .string({
      error:
        'is missing: give the URL of a Postgres database, such as postgres://user:password@host:5432/adcp (`npm start` and `npm run demo` bring an embedded one of their own)',
    })
    .refine((value) => ['postgres:', 'postgresql:'].includes(protocolOf(value)), {
      error: 'must be a URL that starts with postgres://, such as postgres://user:password@host:5432/adcp',
    }),
  DATABASE_DIRECT_URL: url(['postgres:', 'postgresql:'], 'postgres://user:password@postgres:5432/adcp'),
  REDIS_URL: given(z.string().superRefine(refuseBadRedisUrl)),
  DATA_DIR: z.string().default('.data'),
  HOST: z.string().default('127.0.0.1'),
  PORT: port(1, 3000, 'where the API listens'),
  INTERNAL_PORT: port(0, 0, 'where probes and metrics are answered; 0 takes any free port'),
  PUBLIC_URL: url(['http:', 'https:'], 'https://orchestrator.example.com'),
  WEBHOOK_URL: url(['http:', 'https:'], 'https://webhooks.example.com'),
  SMTP_URL: url(['smtp:', 'smtps:'], 'smtps://user:password@mail.example.com'),
  MAIL_FROM: given(
    z.string().regex(/^(?:[^<>@"\p{Cc}]{1,100}<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/u, {
      error: 'must be a mail address, alone or after a name: Desk <desk@example.com>',
    }),
  ),
  BOOTSTRAP_API_KEY: given(
    z.string().min(MIN_KEY_CHARACTERS, {
      error: `must have at least ${MIN_KEY_CHARACTERS} characters: make one with \`openssl rand -hex 32\``,
    }),
  ),
  CREDENTIALS_KEY: z
    .string()
    .refine(isKey, { error: 'must be 32 bytes in base64: make one with `openssl rand -base64 32`' })
    .transform((value) => Buffer.from(value, 'base64'))
    .optional(),
  CREDENTIALS_KEY_PREVIOUS: z
    .string()
    .default('')
    .transform((value) => value.split(',').flatMap((key) => (key.trim() === '' ? [] : [key.trim()])))
    .refine((keys) => keys.every(isKey) && keys.length <= MAX_PREVIOUS_KEYS, {
      error: `must be at most ${MAX_PREVIOUS_KEYS} keys, each 32 bytes in base64, with commas between them`,
    })
    .transform((keys) => keys.map((key) => Buffer.from(key, 'base64'))),
  ALLOW_PRIVATE_NETWORKS: onOff('0', 'sellers and subscribers on private addresses, for development'),
  OIDC_ISSUER: url(['http:', 'https:'], 'https://login.example.com'),
  OIDC_CLIENT_ID: given(z.string().max(512, 'must have at most 512 characters')),
  OIDC_CLIENT_SECRET: given(z.string().max(2_048, 'must have at most 2048 characters')),
  OIDC_ROLE_CLAIM: z.string().max(200, 'must have at most 200 characters').default('role'),
  OIDC_TENANT_CLAIM: z.string().max(200, 'must have at most 200 characters').default('tenant'),
  SIGN_IN_LINKS: onOff('0', 'an admin key makes links that sign a browser of this machine in, for the demo'),
  EGRESS_PROXY_URL: url(['http:'], 'http://proxy.example.com:3128'),
  BOARD_ENABLED: onOff('1', 'the queue board at /admin/queues'),
  BOARD_WRITES: onOff('0', 'the queue board may pause queues and change jobs'),
  TRUSTED_PROXIES: z
    .string()
    .default('')
    .transform((value) => value.split(',').flatMap((part) => (part.trim() === '' ? [] : [part.trim()])))
    .refine((parts) => parts.length <= MAX_PROXIES && parts.every((part) => isValid(part) || isValidCIDR(part)), {
      error: `must be at most ${MAX_PROXIES} addresses or networks of proxies, such as 10.0.0.0/8, with commas between them`,
    }),
  LOG_LEVEL: z.enum(logLevels, { error: `must be one of ${logLevels.join(', ')}` }).default('info'),
  NODE_ENV: z.string().default('development'),
  OTEL_EXPORTER_OTLP_ENDPOINT: url(['http:', 'https:'], 'http://collector:4318'),
  // The SDK reads these three itself. They stand here, so that every deployment passes them on.
  OTEL_EXPORTER_OTLP_HEADERS: given(
    z.string().regex(/^[^=,\s]+=[^,]*(?:,[^=,]+=[^,]*)*$/, {
      error: 'must be headers for the collector, such as authorization=Bearer%20secret, with commas between them',
    }),
  ),
  OTEL_RESOURCE_ATTRIBUTES: given(
    z.string().regex(/^[^=,\s]+=[^,]*(?:,[^=,]+=[^,]*)*$/, {
      error: 'must be names with values, such as deployment.environment.name=production, with commas between them',
    }),
  ),
  OTEL_EXPORTER_OTLP_PROTOCOL: z
    .enum(otlpProtocols, { error: `must be one of ${otlpProtocols.join(', ')}` })
    .default('http/protobuf'),
  OTEL_SERVICE_NAME: given(z.string().max(200, 'must have at most 200 characters')),
  OTEL_TRACES_SAMPLER: z
    .enum(traceSamplers, { error: `must be one of ${traceSamplers.join(', ')}` })
    .default('parentbased_always_on'),
  OTEL_TRACES_SAMPLER_ARG: z
    .string()
    .default('1')
    .transform(Number)
    .refine((value) => value >= 0 && value <= 1, {
      error: 'must be a number from 0 to 1, such as 0.1 for a tenth of the operations',
    }),
  POLL_INITIAL_SECONDS: seconds(30),
  POLL_FACTOR: z
    .string()
    .default('1.5')
    .transform(Number)
    .refine((value) => value >= 1 && value <= 10, { error: 'must be a number from 1 to 10, such as 1.5' }),
  POLL_MAX_SECONDS: seconds(300),
  POLL_WITH_WEBHOOK_SECONDS: seconds(120),
  RESEND_LONG_SECONDS: seconds(300),
  SWEEP_SECONDS: seconds(5),
  LEASE_SECONDS: seconds(60),
  CALL_TIMEOUT_SECONDS: seconds(30),
  MAX_ANSWER_BYTES: z
    .string()
    .default(String(DEFAULT_MAX_ANSWER_BYTES))
    .transform(Number)
    .refine((value) => Number.isInteger(value) && value >= MIN_ANSWER_BYTES && value <= MAX_ANSWER_BYTES, {
      error: `must be a whole number of bytes from ${MIN_ANSWER_BYTES} to ${MAX_ANSWER_BYTES}, such as ${DEFAULT_MAX_ANSWER_BYTES} for 4 MiB`,
    }),
  MAX_EVENT_STREAMS: count(2_000),
  MAX_EVENT_STREAMS_PER_TENANT: count(1_000),
  LATE_WATCH_SECONDS: seconds(3_600),
  RECONCILE_SECONDS: seconds(3_600),
});

export type EnvironmentVariable = keyof z.output<typeof environmentSchema>;
export type ParsedEnvironment = z.output<typeof environmentSchema>;
