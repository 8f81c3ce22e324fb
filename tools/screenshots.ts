// `npm run screenshots`: pictures of every page of the console, light and dark, on a desk in the middle of its day.
import { join } from 'node:path';
import { resolveDataDir } from './datastore/data-dir';
import { takeFreshDirectory } from './datastore/run-directory';
import { fillDesk } from './screenshots/fill-desk';
import { takePictures } from './screenshots/take-pictures';
import { chromiumNote } from './shared/chromium';
import { ProvisioningError, messageOf } from './shared/problem.mjs';
import { onInterrupt } from './supervisor/interrupt';
import { logFile } from './supervisor/log-files';
import { lineWriter } from './supervisor/output';
import { startSandbox } from './supervisor/sandbox';
import { startStack } from './supervisor/stack';

/** As few polls as in production's first minutes, so that nothing moves while the pictures are taken. */
const timings = { POLL_INITIAL_SECONDS: '1', POLL_MAX_SECONDS: '3', SWEEP_SECONDS: '1', CALL_TIMEOUT_SECONDS: '5' };

export async function main({ root, args }: { root: string; args: string[] }): Promise<void> {
  const forDocs = args.includes('--docs');
  const stays = args.includes('--stay');
  const unknown = args.find((argument) => !['--', '--docs', '--stay'].includes(argument));
  if (unknown) {
    console.error(`Unknown option "${unknown}". npm run screenshots -- --help lists what there is.`);
    process.exit(2);
  }
  const note = chromiumNote();
  if (note !== null) throw new ProvisioningError('There is no Chromium on this machine.', note);
  const interrupt = onInterrupt();
  const say = (line: string): void => {
    console.log(line);
  };
  const dataDir = resolveDataDir({ root, env: process.env, say });
  // Always an embedded database: what is in it is moved back in time.
  const directory = await takeFreshDirectory(dataDir, 'screenshots', say);
  const log = logFile(join(dataDir, 'screenshots.log'), say);
  const print = lineWriter({
    write: (text) => {
      log.write(text);
    },
    terminal: false,
    width: 14,
  });
  const stops: (() => Promise<void>)[] = [];
  try {
    const env: NodeJS.ProcessEnv = {
      ...process.env,
      ...timings,
      DATABASE_URL: '',
      REDIS_URL: '',
      PUBLIC_URL: '',
      PORT: '0',
      ALLOW_PRIVATE_NETWORKS: '1',
      DATA_DIR: directory.path,
    };
    const shared = { root, env, onLine: print, onEvent: print, signal: interrupt.signal };
    const stack = await startStack({ ...shared, directory: directory.path, durable: false, onWaiting: say });
    stops.unshift(stack.stop);
    const sandbox = await startSandbox({
      ...shared,
      directory: directory.path,
      onStart: (pid) => {
        stack.record('sandbox-seller', pid);
      },
    });
    stops.splice(1, 0, sandbox.stop);
    say('Filling the desk.');
    const desk = await fillDesk({ stack, sandbox, signal: interrupt.signal });
    stops.unshift(desk.close);
    if (stays) {
      say(
        `The desk: ${stack.url}/   admin key ${stack.bootstrapKey ?? ''}   publisher ${sandbox.url}/   Ctrl-C ends it.`,
      );
      await interrupt.requested;
    } else {
      const into = forDocs ? join(root, 'docs', 'images') : join(dataDir, 'pictures');
      await takePictures({ stack, sandbox, desk, into, forDocs, say, signal: interrupt.signal });
      say(`The pictures are in ${into}.`);
    }
  } finally {
    for (const stop of stops) {
      await stop().catch((error: unknown) => {
        say(`While stopping: ${messageOf(error)}`);
      });
    }
    log.close();
    directory.release();
  }
  process.exit(0);
}
