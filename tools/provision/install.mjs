// @ts-check
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { takePidLock } from '../shared/pid-lock.mjs';
import { ProvisioningError, messageOf } from '../shared/problem.mjs';
import { forgetInstallation, installReason, writeStamp } from './installed.mjs';

const waitForOtherMs = 15 * 60_000;
const heartbeatMs = 10_000;

/**
 * Installs the dependencies if they are missing or stale; otherwise returns at once. Two commands that start together
 * on a fresh clone take turns.
 * @param {string} root
 */
export async function installDependencies(root) {
  if (!installReason(root)) return;
  const release = await takeTurn(root);
  try {
    const reason = installReason(root);
    if (!reason) return;
    console.log(`Installing the dependencies (npm ci) because ${reason}. This takes a minute or two, once.`);
    const started = Date.now();
    forgetInstallation(root);
    await runNpmCi(root);
    writeStamp(root);
    console.log(`Installed in ${Math.round((Date.now() - started) / 1000)} s.`);
  } finally {
    release();
  }
}

/** @param {string} root */
async function takeTurn(root) {
  const directory = join(root, '.data');
  mkdirSync(directory, { recursive: true });
  const deadline = Date.now() + waitForOtherMs;
  let told = false;
  for (;;) {
    const lock = await takePidLock(join(directory, 'install.lock'));
    if ('release' in lock) return lock.release;
    if (Date.now() > deadline) {
      throw new ProvisioningError(
        `Another process (${lock.heldBy}) has been installing the dependencies for ${waitForOtherMs / 60_000} minutes.`,
        'End it if it hangs, and run this command again.',
      );
    }
    if (!told) console.log(`Another process (${lock.heldBy}) is installing the dependencies; waiting for it.`);
    told = true;
    await sleep(500);
  }
}

/**
 * @param {string} root
 * @returns {Promise<void>}
 */
function runNpmCi(root) {
  // The build needs the development dependencies, whatever NODE_ENV says.
  const [command, prefix] = npmCommand();
  const args = [...prefix, 'ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund'];
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
    const started = Date.now();
    const heartbeat = setInterval(() => {
      console.log(`  still installing (${Math.round((Date.now() - started) / 1000)} s)`);
    }, heartbeatMs);
    const forward = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal);
    process.on('SIGINT', forward);
    process.on('SIGTERM', forward);
    const end = () => {
      clearInterval(heartbeat);
      process.off('SIGINT', forward);
      process.off('SIGTERM', forward);
    };
    child.once('error', (error) => {
      end();
      reject(
        new ProvisioningError(
          `npm could not be started: ${messageOf(error)}.`,
          'Install npm (it comes with Node: https://nodejs.org) and make sure that it is on the PATH.',
          {
            cause: error,
          },
        ),
      );
    });
    child.once('exit', (code, signal) => {
      end();
      if (code === 0) resolve();
      else if (signal === 'SIGINT' || signal === 'SIGTERM' || code === 130 || code === 143) {
        reject(
          new ProvisioningError('The installation was interrupted.', 'Run the command again; it starts over cleanly.', {
            exitCode: 130,
          }),
        );
      } else {
        reject(
          new ProvisioningError(
            `npm ci failed (${signal ?? `exit code ${code}`}); its own message is above.`,
            `Check that this machine reaches the npm registry ("npm ping") and that ${root} is writable and has 1 GB free, then run the command again, or "npm ci" by hand to see more.`,
          ),
        );
      }
    });
  });
}

/**
 * The npm that started us, else the one beside this Node, else the one on the PATH.
 * @returns {[string, string[]]}
 */
function npmCommand() {
  const own = process.env['npm_execpath'];
  if (own && basename(own) === 'npm-cli.js' && existsSync(own)) return [process.execPath, [own]];
  const beside = join(dirname(process.execPath), '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js');
  if (existsSync(beside)) return [process.execPath, [beside]];
  return ['npm', []];
}
