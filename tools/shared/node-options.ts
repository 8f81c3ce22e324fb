/**
 * How the apps' processes are started. The image does the same (ENTRYPOINT in the Dockerfile).
 *
 * - One helper thread for compiling and collecting garbage instead of four: several processes share the processors, and
 *   the four helpers of each would mostly wait for one another.
 * - The heap is collected once it has grown by 60 % of what was alive, not by up to 300 %. Otherwise a worker keeps 200 MB
 *   after a burst, of which 50 are alive. Unlike a limit, this never ends a process that needs more. It costs no time that
 *   could be measured.
 * - No symbolic link below node_modules is one that an app follows. Looking for links in the paths of a thousand files
 *   is a sixth of a start.
 */
export const nodeOptions = [
  '--v8-pool-size=1',
  '--heap-growing-percent=60',
  '--preserve-symlinks',
  '--preserve-symlinks-main',
];
