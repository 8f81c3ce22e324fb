// Loaded with --require before an app, of which the suites start several hundred lives: half of a start goes into
// finding, reading and compiling the same 1,500 files again. A life that lasts long enough writes down what it has found
// and compiled (V8's code cache, which holds the functions that were used); the lives after it begin with that. What is
// executed is the same. CODE_CACHE names the file; it is kept for one run of the suite, whose files do not change.
'use strict';

const { readFileSync, renameSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const { dirname } = require('node:path');
const vm = require('node:vm');
const { isMainThread } = require('node:worker_threads');

const cacheFile = process.env.CODE_CACHE;
/** By then a process is at work, so the cache also holds what it needs for that. */
const writeAfterMs = 6_000;
/** V8 wants every part of the file aligned so. The first part has this length, and says how long the index is. */
const alignment = 8;
const dynamicImport = /\bimport\s*\(/;

/** @returns what an earlier life wrote; undefined when none has written yet */
function readCache() {
  let bytes;
  try {
    bytes = readFileSync(cacheFile);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    return undefined;
  }
  const bodyAt = alignment + bytes.readUInt32LE(0);
  return { ...JSON.parse(bytes.toString('utf8', alignment, bodyAt)), body: bytes.subarray(bodyAt) };
}

/** Looks up what is required in `resolutions` first, by who requires it. What is new goes into `resolutions`. */
function rememberResolutions(resolutions) {
  const resolveFilename = Module._resolveFilename;
  Module._resolveFilename = function rememberedResolution(request, parent, isMain, options) {
    if (options !== undefined || typeof parent?.filename !== 'string' || Module.isBuiltin(request)) {
      return resolveFilename.call(this, request, parent, isMain, options);
    }
    const key = `${dirname(parent.filename)}\0${request}`;
    return (resolutions[key] ??= resolveFilename.call(this, request, parent, isMain, options));
  };
}

function compile(filename, source, cachedData) {
  const importModuleDynamically = vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER;
  return new vm.Script(Module.wrap(source), { filename, cachedData, importModuleDynamically });
}

/** Runs a CommonJS module as Node's own loader does. */
function run(script, module, filename) {
  const require = (id) => module.require(id);
  require.resolve = (request, options) => Module._resolveFilename(request, module, false, options);
  require.resolve.paths = (request) => Module._resolveLookupPaths(request, module);
  require.main = process.mainModule;
  require.extensions = Module._extensions;
  require.cache = Module._cache;
  const body = script.runInThisContext();
  body.call(module.exports, module.exports, require, module, filename, dirname(filename));
}

function startFrom({ files, resolutions, body }) {
  rememberResolutions(resolutions);
  const load = Module._extensions['.js'];
  Module._extensions['.js'] = function loadFromCache(module, filename) {
    const file = files[filename];
    if (file === undefined) return load.call(this, module, filename);
    const source = body.toString(file.encoding, ...file.source);
    run(compile(filename, source, body.subarray(...file.code)), module, filename);
  };
}

function writeWhatIsLoaded() {
  const resolutions = {};
  const loaded = [];
  rememberResolutions(resolutions);
  const { _compile } = Module.prototype;
  Module.prototype._compile = function compileAndKeep(source, filename, format) {
    // From the cache a dynamic import() fails: V8 keeps with the code who loads for it, and that is the earlier life.
    if (format === 'module' || dynamicImport.test(source)) return _compile.call(this, source, filename, format);
    let script;
    try {
      script = compile(filename, source, undefined);
    } catch {
      return _compile.call(this, source, filename, format); // Not CommonJS as it stands: Node knows what to do, or what to say.
    }
    loaded.push({ filename, source, script });
    return run(script, this, filename);
  };
  setTimeout(() => {
    writeCache(loaded, resolutions);
  }, writeAfterMs).unref();
}

function writeCache(loaded, resolutions) {
  const parts = [];
  let length = 0;
  const add = (bytes) => {
    const padding = Buffer.alloc((alignment - (bytes.length % alignment)) % alignment);
    const place = [length, length + bytes.length];
    parts.push(bytes, padding);
    length += bytes.length + padding.length;
    return place;
  };
  const files = {};
  for (const { filename, source, script } of loaded) {
    // eslint-disable-next-line no-control-regex -- exactly the texts that are the same in both encodings
    const encoding = /^[\0-\x7f]*$/.test(source) ? 'latin1' : 'utf8';
    files[filename] = { encoding, source: add(Buffer.from(source, encoding)), code: add(script.createCachedData()) };
  }
  const index = JSON.stringify({ files, resolutions });
  const head = Buffer.from(index.padEnd(index.length + alignment - (Buffer.byteLength(index) % alignment)));
  const headLength = Buffer.alloc(alignment);
  headLength.writeUInt32LE(head.length);
  const next = `${cacheFile}.${process.pid}`;
  // Renamed into place, so that a reader never sees half of it.
  writeFileSync(next, Buffer.concat([headLength, head, ...parts]));
  renameSync(next, cacheFile);
}

if (isMainThread && cacheFile !== undefined) {
  const cache = readCache();
  if (cache === undefined) writeWhatIsLoaded();
  else startFrom(cache);
}
