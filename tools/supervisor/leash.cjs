// Loaded into every supervised app with --require.
//
// The app's standard input is a pipe that the supervisor holds open and never writes to: its end means that the supervisor
// is gone, even by kill -9, and the app stops instead of living on without anyone to stop it (and keeping its port).
//
// What the app has to tell (its internal port, how long it may take to stop, what it waits for) goes to the supervisor as
// messages, never by way of the log: the log may be silent.
'use strict';

const { isMainThread } = require('node:worker_threads');

/**
 * Grace until the app has said how long it may take to stop. Before that, nothing is under way that could be cut short.
 */
let graceMs = 25_000;
let released = false;

function release() {
  if (released) return;
  released = true;
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), graceMs).unref();
  process.kill(process.pid, 'SIGTERM');
}

// Node loads this into worker threads too. Their standard input has ended before it began.
if (isMainThread) {
  process.stdin.on('end', release);
  process.stdin.on('close', release);
  process.stdin.on('error', release);
  process.stdin.resume();
  if (typeof process.stdin.unref === 'function') process.stdin.unref();
  process.on('adcp-orchestrator:news', (news) => {
    if (Number.isFinite(news.stopSeconds)) graceMs = news.stopSeconds * 1000;
    // A supervisor that is gone cannot be told. That is no error of the app's.
    if (process.connected) process.send(news, () => undefined);
  });
}
