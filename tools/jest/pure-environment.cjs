// The environment of pure tests. Nothing can leave the process, so the tests stay fast and never depend on the machine.
const childProcess = require('node:child_process');
const { Server, Socket } = require('node:net');
const OneRealmEnvironment = require('./one-realm-environment.cjs');

/** Every way out of the process: the object that holds the function, and its name. */
const ways = [
  [Server.prototype, 'listen'],
  [Socket.prototype, 'connect'],
  [childProcess.ChildProcess.prototype, 'spawn'],
  [childProcess, 'spawnSync'],
  [childProcess, 'execFileSync'],
  [childProcess, 'execSync'],
];

module.exports = class PureEnvironment extends OneRealmEnvironment {
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

  /** The next test of this worker may be of another kind, and shares Node's modules. */
  async teardown() {
    for (const restore of this.#restore) restore();
    await super.teardown();
  }
};
