// Stands in the place of every module of an installed package. Node itself loads the package, once for each worker: Jest would
// load its hundreds of modules again for each test file. Packages may keep state; what a test changes there it takes back.
'use strict';

const { createRequire } = require('node:module');

const key = '__loadInstalled';
globalThis[key] ??= createRequire(__filename);

module.exports = {
  process: (_source, path) => ({ code: `module.exports = ${key}(${JSON.stringify(path)});` }),
  getCacheKey: (_source, path) => `installed-package-1-${path}`,
};
