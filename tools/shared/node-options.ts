/**
 * How the apps' processes are started; the image has the same (ENTRYPOINT in the Dockerfile).
 *
 * - One helper thread for compiling and collecting garbage instead of four: several processes share the processors, and
 *   four helpers of each mostly wait for one another.
 * - Nothing below node_modules is a symbolic link that an app follows, and looking for them in the path of each of a
 *   thousand files is a sixth of a start.
 */
export const nodeOptions = ['--v8-pool-size=1', '--preserve-symlinks', '--preserve-symlinks-main'];
