/**
 * How the apps' processes are started. The image does the same (ENTRYPOINT in the Dockerfile).
 *
 * - One helper thread for compiling and collecting garbage instead of four: several processes share the processors, and
 *   the four helpers of each would mostly wait for one another.
 * - No symbolic link below node_modules is one that an app follows. Looking for links in the paths of a thousand files
 *   is a sixth of a start.
 */
export const nodeOptions = ['--v8-pool-size=1', '--preserve-symlinks', '--preserve-symlinks-main'];
