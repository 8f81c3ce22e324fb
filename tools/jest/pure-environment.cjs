// Where pure tests run: nothing can leave the process, so they stay fast and never depend on what else the machine does.
const childProcess = require('node:child_process');
const { Server, Socket } = require('node:net');
const { TestEnvironment } = require('jest-environment-node');

/** Every way out of the process: what holds the function, and its name. */
const ways = [
  [Server.prototype, 'listen'],
  [Socket.prototype, 'connect'],
  [childProcess.ChildProcess.prototype, 'spawn'],
  [childProcess, 'spawnSync'],
  [childProcess, 'execFileSync'],
  [childProcess, 'execSync'],
];

module.exports = class PureEnvironment extends TestEnvironment {
  #restore = [];

  async setup() {
    await super.setup();
    for (const [holder, name] of ways) {
      const real = holder[name];
      holder[name] = () => {
        throw new Error(
          `A pure test called ${name}(): it must not open a port, connect or start a process. Name its file *.io.spec.ts, or *.int.spec.ts if it needs a datastore.`,
        );
      };
      this.#restore.push(() => (holder[name] = real));
    }
  }

  /** The next test of this worker may be of another kind, and has the same modules of Node. */
  async teardown() {
    for (const restore of this.#restore) restore();
    await super.teardown();
  }
};
