// The test environment of this suite. It is that of all tests, and also remembers that something failed: only then are the
// logs of the processes printed (see managed-process.ts).
'use strict';

const OneRealmEnvironment = require('../../tools/jest/one-realm-environment.cjs');

module.exports = class FailureWatchEnvironment extends OneRealmEnvironment {
  async setup() {
    await super.setup();
    this.global.somethingFailed = false;
  }

  async handleTestEvent(event) {
    if (event.name === 'test_fn_failure' || event.name === 'hook_failure') this.global.somethingFailed = true;
  }
};
