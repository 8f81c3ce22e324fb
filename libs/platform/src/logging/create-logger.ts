import { type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino';
import type { LogLevel } from '../config/environment';
import { traceUnderWay } from '../tracing/spans';

/** What libraries log with: fields first, then a sentence. */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error' | 'fatal'>;

/** Keys under which a secret may reach a log line, at the top or one object deep. */
const secretKeys = [
  'authorization',
  'x-adcp-auth',
  'cookie',
  'token',
  'secret',
  'password',
  'credentials',
  'credential',
  'api_key',
  'apiKey',
  'credentialsKey',
  'previousCredentialsKeys',
  'webhookSecret',
  'previousWebhookSecret',
  'bootstrapApiKey',
  'databaseUrl',
  'directDatabaseUrl',
  'redisUrl',
];

/** Errors of the Redis client hold the command that failed. When it was `AUTH`, that is the password. */
const commandArguments = ['', '.*', '.aggregateErrors[*]'].map((place) => `err${place}.command.args`);

const standardOutput = 1;
/** What is added to a line while nothing is traced. */
const NOTHING = {};

const paths = secretKeys
  .flatMap((key) => {
    const step = `["${key}"]`;
    return [step, `*${step}`, `req.headers${step}`, `res.headers${step}`, `err.config.headers${step}`];
  })
  .concat(commandArguments);

/**
 * The one logger of a process: JSON lines on standard output, with levels by name and secrets replaced. A line is written before the call
 * returns. A logger that writes later would flush at the end of the process. When nobody reads any more, the library
 * tries that for ever, and the process would never end.
 * Within a span that is recorded, a line says `trace_id` and `span_id`.
 * @param name the app, as `name` in every line
 * @param destination where the lines go; absent: standard output
 */
export function createLogger(name: string, level: LogLevel, destination?: DestinationStream): Logger {
  return pino(
    {
      name,
      level,
      formatters: { level: (label) => ({ level: label }) },
      timestamp: stdTimeFunctions.isoTime,
      redact: { paths, censor: '[redacted]' },
      mixin: () => traceUnderWay() ?? NOTHING,
      mixinMergeStrategy: (fields: object, trace: object) => (trace === NOTHING ? fields : { ...trace, ...fields }),
    },
    destination ?? pino.destination({ dest: standardOutput, sync: true }),
  );
}
