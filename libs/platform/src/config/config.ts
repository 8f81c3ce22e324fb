import type { Timings } from '@adcp-orchestrator/domain';
import { type OidcSettings, oidcProblems, oidcSettingsOf } from './oidc-settings';
import { type EnvironmentVariable, type LogLevel, type ParsedEnvironment, environmentSchema } from './environment';
import { type TracingSettings, tracingSettingsOf } from './tracing-settings';

/** The environment of a process, typed and checked. Libraries get it as an argument. */
export interface Config {
  databaseUrl: string;
  /** Leads to Postgres itself, for what needs a session: the migrator, `LISTEN`, queues in Postgres. */
  directDatabaseUrl: string;
  /** Whether `databaseUrl` leads to a pooler that shares connections between transactions. */
  throughPooler: boolean;
  /** One server, a cluster or sentinels (`parseRedisUrl`). null: hints travel through Postgres. */
  redisUrl: string | null;
  dataDir: string;
  host: string;
  port: number;
  /** 0 takes any free port. */
  internalPort: number;
  /** How people and clients reach the API and the console, without a slash at its end. null: not known. */
  publicUrl: string | null;
  /** Base of the webhook URLs that sellers get, without a slash at its end. null: sellers are only polled. */
  webhookUrl: string | null;
  /** How mail is sent. null: this installation sends none. */
  mail: { smtpUrl: string; from: string } | null;
  bootstrapApiKey: string | null;
  /** 32 bytes; seals the sellers' credentials. */
  credentialsKey: Buffer;
  /** 32 bytes each. They open what was sealed with them, and seal nothing new. */
  previousCredentialsKeys: Buffer[];
  allowPrivateNetworks: boolean;
  /** The HTTP proxy by which sellers and subscribers are called. null: directly. */
  egressProxyUrl: string | null;
  /** Where people sign in; null: with a key alone. */
  oidc: OidcSettings | null;
  /** Whether an admin key may make links that sign a browser of this machine in. */
  signInLinks: boolean;
  /** Whether there is a queue board, and whether it may change anything. */
  boardEnabled: boolean;
  boardWrites: boolean;
  /** Addresses and networks whose `X-Forwarded-For` is believed. */
  trustedProxies: string[];
  logLevel: LogLevel;
  nodeEnv: string;
  /** null: nothing is traced. */
  tracing: TracingSettings | null;
  timings: Timings;
  sweepSeconds: number;
  leaseSeconds: number;
  callTimeoutSeconds: number;
  /** The largest answer of a seller that is read. */
  maxAnswerBytes: number;
  /** Most streams of events that one process keeps open, and most of one tenant. */
  maxEventStreams: number;
  maxEventStreamsPerTenant: number;
  reconcileSeconds: number;
}

/** The migrator's configuration. It opens no secret, so it is deployed without the key. */
export type ConfigWithoutSecrets = Omit<Config, 'credentialsKey'> & { credentialsKey: Buffer | null };

export interface EnvironmentProblem {
  variable: EnvironmentVariable;
  problem: string;
}

/** Names every wrong variable at once, and says of each what is wrong and how to set it right. */
export class EnvironmentInvalidError extends Error {
  override readonly name = 'EnvironmentInvalidError';

  constructor(readonly problems: readonly EnvironmentProblem[]) {
    const lines = problems.map(({ variable, problem }) => `  ${variable} ${problem}`);
    super(`The environment is not usable:\n${lines.join('\n')}`);
  }
}

/**
 * Reads the environment of an app.
 * @param env `process.env`, passed in by the app's main.ts and nowhere else
 * @throws EnvironmentInvalidError that lists every wrong or missing variable
 */
export function parseEnvironment(env: NodeJS.ProcessEnv): Config {
  const { parsed, problems } = parse(env);
  const key = parsed?.CREDENTIALS_KEY;
  const missing: EnvironmentProblem[] =
    env.CREDENTIALS_KEY === undefined || env.CREDENTIALS_KEY === ''
      ? [
          {
            variable: 'CREDENTIALS_KEY',
            problem:
              'is missing: it seals the credentials of sellers. Make one with `openssl rand -base64 32`, give every process the same and keep it (`npm start` keeps one in DATA_DIR)',
          },
        ]
      : [];
  if (parsed === undefined || key === undefined || problems.length > 0) {
    throw new EnvironmentInvalidError([...problems, ...missing]);
  }
  return { ...configOf(parsed), credentialsKey: key };
}

/**
 * Reads the environment of an app that opens no secrets.
 * @throws EnvironmentInvalidError that lists every wrong or missing variable
 */
export function parseEnvironmentWithoutSecrets(env: NodeJS.ProcessEnv): ConfigWithoutSecrets {
  const { parsed, problems } = parse(env);
  if (parsed === undefined || problems.length > 0) throw new EnvironmentInvalidError(problems);
  return { ...configOf(parsed), credentialsKey: parsed.CREDENTIALS_KEY ?? null };
}

/** A missing credentials key is not among the problems, because only some apps need one. */
function parse(env: NodeJS.ProcessEnv): { parsed: ParsedEnvironment | undefined; problems: EnvironmentProblem[] } {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const result = environmentSchema.safeParse(present);
  if (result.success)
    return {
      parsed: result.data,
      problems: [...lackingBeside(result.data), ...oidcProblems(result.data), ...proxyProblems(result.data)],
    };
  const problems = result.error.issues.map((issue) => ({
    variable: issue.path[0] as EnvironmentVariable,
    problem: issue.message,
  }));
  return { parsed: undefined, problems: unique(problems) };
}

/** A mail server is of no use without a sender, nor a sender without a server. */
function lackingBeside({ SMTP_URL, MAIL_FROM }: ParsedEnvironment): EnvironmentProblem[] {
  if ((SMTP_URL === undefined) === (MAIL_FROM === undefined)) return [];
  return SMTP_URL === undefined
    ? [
        {
          variable: 'SMTP_URL',
          problem: 'is missing: MAIL_FROM needs it, such as smtps://user:password@mail.example.com',
        },
      ]
    : [{ variable: 'MAIL_FROM', problem: 'is missing: SMTP_URL needs it, such as Desk <desk@example.com>' }];
}

/** A proxy leads outside: it could not reach what private networks are allowed for. */
function proxyProblems({ EGRESS_PROXY_URL, ALLOW_PRIVATE_NETWORKS }: ParsedEnvironment): EnvironmentProblem[] {
  if (EGRESS_PROXY_URL === undefined || !ALLOW_PRIVATE_NETWORKS) return [];
  return [
    { variable: 'EGRESS_PROXY_URL', problem: 'cannot stand beside ALLOW_PRIVATE_NETWORKS=1: remove one of them' },
  ];
}

function unique(problems: EnvironmentProblem[]): EnvironmentProblem[] {
  return problems.filter(({ variable }, index) => problems.findIndex((one) => one.variable === variable) === index);
}

function configOf(parsed: ParsedEnvironment): Omit<Config, 'credentialsKey'> {
  const { SMTP_URL: smtpUrl, MAIL_FROM: from, DATABASE_DIRECT_URL: directUrl = parsed.DATABASE_URL } = parsed;
  return {
    mail: smtpUrl === undefined || from === undefined ? null : { smtpUrl, from },
    oidc: oidcSettingsOf(parsed),
    databaseUrl: parsed.DATABASE_URL,
    directDatabaseUrl: directUrl,
    throughPooler: directUrl !== parsed.DATABASE_URL,
    redisUrl: parsed.REDIS_URL ?? null,
    dataDir: parsed.DATA_DIR,
    host: parsed.HOST,
    port: parsed.PORT,
    internalPort: parsed.INTERNAL_PORT,
    publicUrl: withoutSlash(parsed.PUBLIC_URL),
    webhookUrl: withoutSlash(parsed.WEBHOOK_URL ?? parsed.PUBLIC_URL),
    bootstrapApiKey: parsed.BOOTSTRAP_API_KEY ?? null,
    previousCredentialsKeys: parsed.CREDENTIALS_KEY_PREVIOUS,
    allowPrivateNetworks: parsed.ALLOW_PRIVATE_NETWORKS,
    egressProxyUrl: parsed.EGRESS_PROXY_URL ?? null,
    signInLinks: parsed.SIGN_IN_LINKS,
    boardEnabled: parsed.BOARD_ENABLED,
    boardWrites: parsed.BOARD_WRITES,
    trustedProxies: parsed.TRUSTED_PROXIES,
    logLevel: parsed.LOG_LEVEL,
    nodeEnv: parsed.NODE_ENV,
    tracing: tracingSettingsOf(parsed),
    timings: {
      pollInitialSeconds: parsed.POLL_INITIAL_SECONDS,
      pollFactor: parsed.POLL_FACTOR,
      pollMaxSeconds: parsed.POLL_MAX_SECONDS,
      pollWithWebhookSeconds: parsed.POLL_WITH_WEBHOOK_SECONDS,
      lateWatchSeconds: parsed.LATE_WATCH_SECONDS,
      resendLongSeconds: parsed.RESEND_LONG_SECONDS,
    },
    sweepSeconds: parsed.SWEEP_SECONDS,
    leaseSeconds: parsed.LEASE_SECONDS,
    callTimeoutSeconds: parsed.CALL_TIMEOUT_SECONDS,
    maxAnswerBytes: parsed.MAX_ANSWER_BYTES,
    maxEventStreams: parsed.MAX_EVENT_STREAMS,
    maxEventStreamsPerTenant: parsed.MAX_EVENT_STREAMS_PER_TENANT,
    reconcileSeconds: parsed.RECONCILE_SECONDS,
  };
}

const withoutSlash = (url: string | undefined): string | null => url?.replace(/\/+$/, '') ?? null;
