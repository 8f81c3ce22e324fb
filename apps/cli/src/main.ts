import { homedir } from 'node:os';
import { ExitCode } from './exit-code';
import { run } from './run';

/** Whoever reads the output has read enough: `ado list | head -1`. */
function endWithReader(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(ExitCode.ok);
  throw error;
}

process.stdout.on('error', endWithReader);
process.stderr.on('error', endWithReader);

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // The second time it is meant.
    if (stop.signal.aborted) process.exit(ExitCode.interrupted);
    stop.abort();
  });
}

void run(process.argv.slice(2), {
  env: process.env,
  get stdin() {
    return process.stdin;
  },
  stdout: process.stdout,
  stderr: process.stderr,
  home: homedir(),
  signal: stop.signal,
  now: () => new Date(),
}).then((code) => {
  process.exitCode = code;
});
