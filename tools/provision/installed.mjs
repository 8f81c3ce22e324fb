// @ts-check
import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What an installation was made for; a difference in any of it makes the installation stale. */
/** @typedef {{ lock: string, nodeMajor: string, platform: string }} InstallStamp */

/** @typedef {{ packages?: Record<string, { version?: string, resolved?: string, integrity?: string, optional?: boolean, link?: boolean, devOptional?: boolean }> }} Lockfile */

const stampName = '.adcp-install';

/**
 * @param {string} root
 * @returns {InstallStamp}
 */
export function wantedStamp(root) {
  return {
    lock: createHash('sha256')
      .update(readFileSync(join(root, 'package-lock.json')))
      .digest('hex'),
    nodeMajor: String(process.versions.node.split('.')[0]),
    platform: `${process.platform}-${process.arch}`,
  };
}

/**
 * Why the dependencies must be installed; undefined when they are in place. The stamp is written last, so an
 * interrupted installation has none. An installation made by hand (`npm ci`) has none either. Then npm's own record of
 * what it installed is compared, and the stamp is written for the next time.
 * @param {string} root
 * @returns {string | undefined}
 */
export function installReason(root) {
  const wanted = wantedStamp(root);
  const stamp = /** @type {Partial<InstallStamp> | undefined} */ (readJson(join(root, 'node_modules', stampName)));
  if (stamp?.lock === wanted.lock && stamp.nodeMajor === wanted.nodeMajor && stamp.platform === wanted.platform)
    return undefined;
  if (stamp && stamp.platform !== wanted.platform)
    return `they were installed for ${stamp.platform}, this is ${wanted.platform}`;
  if (stamp && stamp.nodeMajor !== wanted.nodeMajor)
    return `they were installed by Node ${stamp.nodeMajor}, this is Node ${wanted.nodeMajor}`;
  const installed = readLock(join(root, 'node_modules', '.package-lock.json'));
  if (!installed) return 'they are not installed yet';
  const difference = firstDifference(readLock(join(root, 'package-lock.json')) ?? {}, installed);
  if (difference) return `package-lock.json has changed (${difference})`;
  writeStamp(root);
  return undefined;
}

/**
 * Forgets what is installed, before it is changed. An installation that is then interrupted must not pass for a whole
 * one.
 * @param {string} root
 */
export function forgetInstallation(root) {
  for (const name of [stampName, '.package-lock.json']) rmSync(join(root, 'node_modules', name), { force: true });
}

/** @param {string} root */
export function writeStamp(root) {
  writeFileSync(join(root, 'node_modules', stampName), JSON.stringify(wantedStamp(root)));
}

/**
 * The first package that the lockfile wants and that is not installed as wanted. An optional one may be absent: it is
 * for another platform.
 * @param {Lockfile} wanted
 * @param {Lockfile} installed
 * @returns {string | undefined} the package's path in the lockfile
 */
export function firstDifference(wanted, installed) {
  const present = installed.packages ?? {};
  const lock = wanted.packages ?? {};
  for (const [path, entry] of Object.entries(lock)) {
    if (!path.includes('node_modules/')) continue; // the workspace itself
    const found = present[path];
    if (!found) {
      if (entry.optional || entry.devOptional) continue;
      return path;
    }
    if (found.version !== entry.version || found.integrity !== entry.integrity) return path;
  }
  return Object.keys(present).find((path) => path.includes('node_modules/') && !lock[path]);
}

/**
 * @param {string} path
 * @returns {Lockfile | undefined}
 */
function readLock(path) {
  return /** @type {Lockfile | undefined} */ (readJson(path));
}

/**
 * @param {string} path
 * @returns {unknown}
 */
function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined; // absent, or cut short by an interruption: the same as not installed
  }
}
