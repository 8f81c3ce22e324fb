// The test environment of this suite. It is Node's own, and also remembers that something failed: only then are the
// logs of the processes printed (see managed-process.ts).
'use strict';

const { TestEnvironment } = require('jest-environment-node');

module.exports = class FailureWatchEnvironment extends TestEnvironment {
  async handleTestEvent(event) {
    if (event.name === 'test_fn_failure' || event.name === 'hook_failure') this.global.somethingFailed = true;
  }
};
