// Loaded into the product's processes for a profile. A first SIGWINCH starts the sampling, a second one writes the
// profile.
'use strict';

const { writeFileSync } = require('node:fs');
const { Session } = require('node:inspector');
const { basename, dirname, join } = require('node:path');
const { isMainThread } = require('node:worker_threads');

if (isMainThread && process.argv[1]) {
  const session = new Session();
  let sampling = false;
  process.on('SIGWINCH', () => {
    if (sampling) {
      session.post('Profiler.stop', (error, result) => {
        if (error) throw error;
        const path = join(process.env.BENCH_PROFILE_DIRECTORY, `${basename(dirname(process.argv[1]))}.cpuprofile`);
        writeFileSync(path, JSON.stringify(result.profile));
      });
    } else {
      session.connect();
      session.post('Profiler.enable');
      session.post('Profiler.setSamplingInterval', { interval: 500 });
      session.post('Profiler.start');
    }
    sampling = !sampling;
  });
}
