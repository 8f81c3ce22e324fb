// Jest knows how long a file took the last time, and on a fresh clone nothing. Then it goes by size, and the suite of the whole
// system, whose files are short and take longest, would come last, on one worker while the others are idle.
'use strict';

const Sequencer = require('@jest/test-sequencer').default;

const kinds = ['.e2e.spec.ts', '.io.spec.ts', '.int.spec.ts', '.spec.ts'];
const kindOf = ({ path }) => kinds.findIndex((ending) => path.endsWith(ending));

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    // Stable: within a kind the order of Jest stays, which puts what failed before and what took long first.
    return super.sort(tests).sort((one, other) => kindOf(one) - kindOf(other));
  }
};
