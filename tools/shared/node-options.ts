/**
 * How the apps' processes are started. The image does the same (ENTRYPOINT in the Dockerfile).
 *
 * - One helper thread for compiling and collecting garbage instead of four: several processes share the processors, and
 *   the four helpers of each would mostly wait for one another.
 * - The old part of the heap is collected once it has doubled, not once it is up to four times as large. Otherwise a
 *   worker keeps 240 MB after a burst, of which 50 are alive. Unlike a limit, this never ends a process that needs more. Each
 *   collection costs 20 ms; at 60 % instead of 100 there are three times as many as without, 60 µs more an operation.
 * - No symbolic link below node_modules is one that an app follows. Looking for links in the paths of a thousand files
 *   is a sixth of a start.
 */
export const nodeOptions = [
  '--v8-pool-size=1',
  '--heap-growing-percent=100',
  '--preserve-symlinks',
  '--preserve-symlinks-main',
];
