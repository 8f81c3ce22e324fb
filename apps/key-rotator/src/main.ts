import {
  type Config,
  SecretBox,
  createLogger,
  createPool,
  parseEnvironment,
  poolSizes,
  waitForDatabase,
} from '@adcp-orchestrator/platform';
import { ArgumentsInvalidError, ExitCode, helpText, parseArguments } from './options';
import { check, rotate } from './rotate';

const NAME = 'key-rotator';
const WAIT_MS = 30_000;
/** Enough for a page of a large table that is not in memory. */
const STATEMENT_LIMIT_MS = 60_000;

class StoppedError extends Error {
  override readonly name = 'StoppedError';
}

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** Runs once and ends. People run it, in a terminal or through `kubectl logs`, so it writes sentences. */
async function main(): Promise<ExitCode> {
  const args = parseArguments(process.argv.slice(2));
  if (args.help) {
    say(helpText);
    return ExitCode.done;
  }
  const config = parseEnvironment(process.env);
  const box = new SecretBox(config.credentialsKey, config.previousCredentialsKeys);
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      stop.abort(new StoppedError(`Stopped by ${signal}. What is done stays done: run it again to go on.`));
    });
  }
  return withPool(config, async (pool) => {
    const options = { pool, box, say, signal: stop.signal };
    return args.check ? check(options) : rotate(options);
  });
}

async function withPool<T>(config: Config, work: (pool: ReturnType<typeof createPool>) => Promise<T>): Promise<T> {
  const log = createLogger(NAME, 'warn');
  const pool = createPool({
    databaseUrl: config.databaseUrl,
    name: NAME,
    max: poolSizes[NAME],
    log,
    statementTimeoutMs: STATEMENT_LIMIT_MS,
    throughPooler: config.throughPooler,
  });
  try {
    await waitForDatabase(pool, log, WAIT_MS);
    return await work(pool);
  } finally {
    await pool.end();
  }
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = error instanceof ArgumentsInvalidError ? ExitCode.usage : ExitCode.failed;
  },
);
