// @ts-check
const minimum = [20, 19];

/**
 * Why this Node cannot run the project; undefined when it can.
 * @param {string} version `process.versions.node`
 * @param {string} platform `process.platform`
 * @returns {string | undefined}
 */
export function nodeVersionProblem(version, platform) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = minimum;
  if (major < wantedMajor || (major === wantedMajor && minor < wantedMinor)) {
    return `Node ${version} is too old: this project needs Node ${minimum.join('.')} or later (Node 24 LTS is a good choice).\nInstall it from https://nodejs.org or with a version manager, and run the command again.`;
  }
  if (platform === 'win32') {
    return 'These commands run on Linux and macOS. On Windows run them inside WSL (https://learn.microsoft.com/windows/wsl/install).';
  }
  return undefined;
}
