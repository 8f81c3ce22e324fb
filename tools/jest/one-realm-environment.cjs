// The environment of every test. Jest's own runs each test file in a new realm, with its own `Error` and `Object`, and
// loads every package anew there: that was most of what a small test cost. Here tests run in the realm of the process, as the
// product does. So `instanceof` says what it says in production, and packages are loaded once (installed-package.cjs).
// Our own modules stay each test file's own.
'use strict';

const vm = require('node:vm');
const { ModernFakeTimers } = require('@jest/fake-timers');
const { ModuleMocker } = require('jest-mock');

/** Jest compiles modules for a context, and knows no word for the realm of the process. This stands for it. */
const thisRealm = vm.createContext(Object.create(null));
const { compileFunction } = vm;
/** What was compiled in this worker, by file. A module is a function: each test file calls it anew. */
const compiled = new Map();
vm.compileFunction = (code, parameters, options) => {
  if (options?.parsingContext !== thisRealm) return compileFunction(code, parameters, options);
  const { filename } = options;
  const known = compiled.get(filename);
  if (known?.code === code) return known.module;
  const module = compileFunction(code, parameters, { filename });
  compiled.set(filename, { code, module });
  return module;
};

module.exports = class OneRealmEnvironment {
  #exportConditions;
  #leaveAsFound = rememberProcess();

  constructor({ projectConfig }) {
    this.global = globalThis;
    this.#exportConditions = projectConfig.testEnvironmentOptions.customExportConditions;
    this.moduleMocker = new ModuleMocker(globalThis);
    this.fakeTimers = null;
    this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
  }

  getVmContext() {
    return thisRealm;
  }

  exportConditions() {
    return this.#exportConditions;
  }

  async setup() {}

  /** The next test file of this worker must not notice this one. */
  async teardown() {
    this.fakeTimersModern.dispose();
    this.#leaveAsFound();
  }
};

/** @returns what takes back every change of the environment's variables, of listeners, and of what Jest sets itself */
function rememberProcess() {
  const { exit, exitCode } = process;
  const env = { ...process.env };
  const listeners = new Map(process.eventNames().map((name) => [name, new Set(process.rawListeners(name))]));
  return () => {
    Object.assign(process, { exit, exitCode });
    for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
    Object.assign(process.env, env);
    for (const name of process.eventNames()) {
      for (const listener of process.rawListeners(name)) {
        if (!listeners.get(name)?.has(listener)) process.removeListener(name, listener);
      }
    }
  };
}
