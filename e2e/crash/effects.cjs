// Loaded with --require into a process of the product. It sees every effect that the process has on the world: statements
// to Postgres, commands to Redis, requests to sellers and subscribers, answers to callers. As its control file says, it
// writes down which effects it meets, or kills the process (SIGKILL) just before or just after one of them. So the list of
// failpoints is what the product does, and a new effect is on it without anyone remembering.
//
// The control file is looked at before every effect; a new version of it starts the counting anew.
//   {"mode": "record", "output": "<file>"}
//   {"mode": "crash", "effect": "<name>", "when": "before" | "after", "occurrence": 1, "output": "<file>"}
'use strict';

const { createHash } = require('node:crypto');
const { readFileSync, renameSync, statSync, writeFileSync } = require('node:fs');
const http = require('node:http');
const { isMainThread } = require('node:worker_threads');

const controlFile = process.env.CRASH_CONTROL;
const flushMs = 100;

let controlVersion;
let control = { mode: 'off' };
let counts = new Map();
let unwritten = false;

function readControl() {
  const { mtimeMs, ino } = statSync(controlFile);
  const version = `${ino} ${mtimeMs}`;
  if (version === controlVersion) return;
  flush();
  controlVersion = version;
  control = JSON.parse(readFileSync(controlFile, 'utf8'));
  counts = new Map();
}

function flush() {
  if (control.mode !== 'record' || !unwritten) return;
  unwritten = false;
  // Renamed into place, so that a reader never sees half of it.
  writeFileSync(`${control.output}.next`, JSON.stringify(Object.fromEntries(counts)));
  renameSync(`${control.output}.next`, control.output);
}

function meet(effect, when) {
  readControl();
  if (control.mode === 'off') return;
  const key = `${when} ${effect}`;
  const count = (counts.get(key) ?? 0) + 1;
  counts.set(key, count);
  unwritten = true;
  if (control.mode !== 'crash' || control.effect !== effect || control.when !== when) return;
  if (count !== control.occurrence) return;
  writeFileSync(control.output, 'crashed here');
  process.kill(process.pid, 'SIGKILL');
}

/** Names a statement by its own name. One without a name gets its first words, without its values. */
function statementName(statement) {
  if (typeof statement === 'object' && statement !== null && typeof statement.name === 'string') return statement.name;
  const text = typeof statement === 'string' ? statement : String(statement?.text ?? 'a query object');
  return text
    .replace(/\s+/g, ' ')
    .replace(/'[^']*'/g, "'…'")
    .replace(/\d{3,}/g, '…')
    .trim()
    .slice(0, 60);
}

function watchPostgres() {
  const { Client } = require('pg');
  const query = Client.prototype.query;
  Client.prototype.query = function watchedQuery(...args) {
    const effect = `postgres ${statementName(args[0])}`;
    meet(effect, 'before');
    const place = args.findIndex((arg) => typeof arg === 'function');
    if (place !== -1) {
      const callback = args[place];
      args[place] = function watchedCallback(...results) {
        meet(effect, 'after');
        return callback.apply(this, results);
      };
      return query.apply(this, args);
    }
    const result = query.apply(this, args);
    if (typeof result?.then !== 'function') return result;
    return result.then((value) => {
      meet(effect, 'after');
      return value;
    });
  };
}

/** What a connection says about itself is no effect. */
const handshakes = new Set(['info', 'client', 'select', 'ping', 'hello', 'auth', 'script']);

function watchRedis() {
  const { Redis } = require('ioredis');
  const scripts = new Map();
  const { defineCommand, sendCommand } = Redis.prototype;
  Redis.prototype.defineCommand = function watchedDefine(name, definition) {
    scripts.set(createHash('sha1').update(definition.lua).digest('hex'), name);
    return defineCommand.call(this, name, definition);
  };
  Redis.prototype.sendCommand = function watchedSend(command, stream) {
    const [script] = command.args;
    const name = command.name === 'evalsha' ? (scripts.get(String(script)) ?? 'evalsha') : command.name;
    if (handshakes.has(name)) return sendCommand.call(this, command, stream);
    const effect = `redis ${name.replace(/:.*/, '')}`;
    meet(effect, 'before');
    // The caller handles a failed command. Here it only did not happen.
    command.promise.then(
      () => meet(effect, 'after'),
      () => undefined,
    );
    return sendCommand.call(this, command, stream);
  };
}

/** Names a request: by the tool that is called for MCP, by the path for anything else. */
function requestName({ method, path, body }) {
  const text = typeof body === 'string' ? body : Buffer.isBuffer(body) ? body.toString('utf8') : '';
  if (path.endsWith('/mcp') && text !== '') {
    const message = JSON.parse(text);
    return [message.method, message.params?.name].filter((part) => part !== undefined).join(' ');
  }
  return `${method} ${pathName(path)}`;
}

function pathName(path) {
  return path
    .split('?')[0]
    .split('/')
    .map((part) => (/^[0-9a-f-]{36}$|.{24,}/.test(part) ? '…' : part))
    .join('/');
}

function watchRequests() {
  const { Agent } = require('undici');
  const dispatch = Agent.prototype.dispatch;
  Agent.prototype.dispatch = function watchedDispatch(request, handler) {
    const effect = `request ${requestName(request)}`;
    meet(effect, 'before');
    const watched = new Proxy(handler, {
      get(target, name) {
        const value = target[name];
        if (typeof value !== 'function') return value;
        return (...args) => {
          if (name === 'onResponseEnd' || name === 'onComplete') meet(effect, 'after');
          return value.apply(target, args);
        };
      },
    });
    return dispatch.call(this, request, watched);
  };
}

function watchAnswers() {
  const { end } = http.ServerResponse.prototype;
  http.ServerResponse.prototype.end = function watchedEnd(...args) {
    const effect = `answer ${this.req.method} ${pathName(this.req.url)} ${this.statusCode}`;
    meet(effect, 'before');
    this.once('finish', () => meet(effect, 'after'));
    return end.apply(this, args);
  };
}

if (isMainThread && controlFile !== undefined) {
  watchPostgres();
  watchRedis();
  watchRequests();
  watchAnswers();
  setInterval(flush, flushMs).unref();
}
