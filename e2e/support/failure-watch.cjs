// The test environment of this suite: Node's own, which also remembers that something failed, so that the processes'
// logs are printed then and only then (see managed-process.ts).
'use strict';

const { TestEnvironment } = require('jest-environment-node');

module.exports = class FailureWatchEnvironment extends TestEnvironment {
  async handleTestEvent(event) {
    if (event.name === 'test_fn_failure' || event.name === 'hook_failure') this.global.somethingFailed = true;
  }
};
