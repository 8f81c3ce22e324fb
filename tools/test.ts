// `npm test`: the tests, but those in a browser, on real datastores, which are started for the run and gone after it.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { resolveDataDir } from './datastore/data-dir';
import { startEmbeddedPostgres } from './datastore/embedded-postgres';
import { hasRedisServer, startPrivateRedis } from './datastore/private-redis';
import { takeFreshDirectory } from './datastore/run-directory';
import { dropRunDatabases } from './datastore/temporary-database';
import { chromiumNote } from './shared/chromium';
import { type JestResult, summaryLine } from './jest/summary';
import { ProvisioningError } from './shared/problem.mjs';
import { type Interrupt, onInterrupt } from './supervisor/interrupt';
import { processRecord } from './supervisor/leftovers';

const jestStopMs = 30_000;
const lingerMs = 15_000;
const wholeRunMs = 60 * 60_000;
/** Most tests wait for other processes, so there are more workers than cores on a small machine. */
const workers = Math.max(3, availableParallelism());
/** What a run of everything takes. The tests of the console in a browser take as long again: `npm run test:console`. */
const withoutBrowser = ['pure', 'io', 'integration', 'e2e'];

export async function main({ root, args }: { root: string; args: string[] }): Promise<void> {
  const interrupt = onInterrupt();
  const say = (line: string) => {
    console.log(line);
  };
  const directory = await takeFreshDirectory(resolveDataDir({ root, env: process.env, say }), 'test', say);
  const record = processRecord(directory.path);
  const stops: (() => Promise<void>)[] = [];
  let exitCode = 1;
  try {
    const env = { ...process.env };
    // Tests get their servers under other names. So nothing in a test can touch a developer's database by accident.
    delete env['DATABASE_URL'];
    delete env['REDIS_URL'];
    env['TEST_DATABASE_URL'] = process.env['DATABASE_URL'] || undefined;
    env['TEST_REDIS_URL'] = process.env['REDIS_URL'] || undefined;
    const runId = randomBytes(6).toString('hex');
    env['TEST_RUN_ID'] = runId;
    env['TEST_CODE_CACHE'] = join(directory.path, 'code-cache');
    const server = env['TEST_DATABASE_URL'];
    if (server) stops.unshift(() => dropRunDatabases(server, runId));
    else {
      const postgres = await startEmbeddedPostgres({
        root,
        directory: directory.path,
        durable: false,
        database: 'postgres',
        say,
        onStart: (pid) => {
          record('postgres', pid);
        },
        signal: interrupt.signal,
      });
      stops.unshift(postgres.stop);
      env['TEST_DATABASE_URL'] = postgres.url;
    }
    if (!env['TEST_REDIS_URL'] && hasRedisServer()) {
      const redis = await startPrivateRedis({
        directory: directory.path,
        onStart: (pid) => {
          record('redis', pid);
        },
        signal: interrupt.signal,
      });
      stops.unshift(redis.stop);
      env['TEST_REDIS_URL'] = redis.url;
    }
    if (!env['TEST_REDIS_URL']) {
      if (process.env['REQUIRE_REDIS'] === '1') {
        throw new ProvisioningError(
          'REQUIRE_REDIS=1, but there is no redis-server on this machine and REDIS_URL is not set.',
          'Install redis-server (apt-get install redis-server, brew install redis), or set REDIS_URL.',
        );
      }
      say('NOTE: no redis-server on this machine and no REDIS_URL: the tests of the Redis queue backend are skipped.');
    }
    const own = args[0] === '--' ? args.slice(1) : args;
    const browserNote = own.length === 0 ? null : chromiumNote();
    if (browserNote !== null) say(browserNote);
    const resultFile = join(directory.path, 'jest.json');
    const chosen = own.length === 0 ? ['--selectProjects', ...withoutBrowser] : own;
    exitCode = await runJest({ root, args: chosen, env, resultFile, interrupt });
    if (process.env['REQUIRE_REDIS'] !== '1' && !env['TEST_REDIS_URL'])
      say('NOTE: the tests of the Redis queue backend were skipped (no redis-server).');
    if (browserNote !== null) say(browserNote);
    const line = summaryLine(readResult(resultFile), exitCode === 0);
    for (const stop of stops.splice(0)) await stop();
    say(`\n${line}`);
  } catch (error) {
    if (!interrupt.signal.aborted) throw error;
    exitCode = 130;
  } finally {
    for (const stop of stops) await stop();
    directory.release();
  }
  process.exit(interrupt.signal.aborted ? 130 : exitCode);
}

interface JestRun {
  root: string;
  args: string[];
  env: NodeJS.ProcessEnv;
  resultFile: string;
  interrupt: Interrupt;
}

/** @returns Jest's exit code */
function runJest({ root, args, env, resultFile, interrupt }: JestRun): Promise<number> {
  const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [jest, `--maxWorkers=${workers}`, '--json', `--outputFile=${resultFile}`, ...args],
      {
        cwd: root,
        env,
        // --json also prints the whole result on standard output. The report for people is on standard error.
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    );
    const timers: NodeJS.Timeout[] = [];
    const end = () => {
      child.kill('SIGTERM');
      timers.push(setTimeout(() => child.kill('SIGKILL'), jestStopMs));
    };
    timers.push(
      setTimeout(() => {
        console.log(
          `The tests are not finished after ${wholeRunMs / 60_000} minutes and are stopped: one of them hangs.`,
        );
        end();
      }, wholeRunMs),
    );
    // Jest writes its result at the very end. If it lives on after that, it waits for a handle that some test left
    // open.
    let lingered = false;
    const watch = setInterval(() => {
      if (!existsSync(resultFile)) return;
      clearInterval(watch);
      timers.push(
        setTimeout(() => {
          lingered = true;
          console.log('NOTE: a test left something open that keeps Jest from ending; see jest --detectOpenHandles.');
          end();
        }, lingerMs),
      );
    }, 500);
    const settle = () => {
      clearInterval(watch);
      for (const timer of timers) clearTimeout(timer);
    };
    void interrupt.requested.then(end);
    child.once('error', (error) => {
      settle();
      reject(error);
    });
    child.once('exit', (code) => {
      settle();
      resolve(lingered ? (readResult(resultFile)?.success ? 0 : 1) : (code ?? 1));
    });
  });
}

function readResult(path: string): JestResult | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as JestResult;
  } catch {
    return undefined; // Jest ended before it could write it: the exit code says so
  }
}
