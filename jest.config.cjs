/**
 * One runner for every kind of test; the projects differ only in what a test needs around it: nothing (`pure`), ports and
 * processes of this machine (`io`), datastores (`integration`), the whole system (`e2e`), the whole system and Chromium
 * (`browser`).
 */
const common = {
  rootDir: __dirname,
  testEnvironment: '<rootDir>/tools/jest/one-realm-environment.cjs',
  testEnvironmentOptions: { customExportConditions: ['@adcp-orchestrator/source', 'node', 'node-addons'] },
  transform: {
    '/node_modules/': '<rootDir>/tools/jest/installed-package.cjs',
    '^.+\\.(t|j|mj)s$': [
      '@swc/jest',
      {
        swcrc: false,
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
          target: 'es2022',
          keepClassNames: true,
        },
        module: { type: 'commonjs' },
      },
    ],
  },
  transformIgnorePatterns: ['/node_modules/(?:@jest/|jest-|@swc/jest)'],
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.data', '<rootDir>/.nx'],
};

module.exports = {
  // Bounds a test that hangs. A machine that is busy with other things may need ten times what a quiet one does.
  testTimeout: 120_000,
  testSequencer: '<rootDir>/tools/jest/longest-first.cjs',
  projects: [
    {
      ...common,
      displayName: 'pure',
      testEnvironment: '<rootDir>/tools/jest/pure-environment.cjs',
      testMatch: ['<rootDir>/{apps,bench,libs,tools}/**/*.spec.ts'],
      testPathIgnorePatterns: ['\\.(int|io)\\.spec\\.ts$', '/node_modules/'],
    },
    { ...common, displayName: 'io', testMatch: ['<rootDir>/{apps,bench,libs,tools}/**/*.io.spec.ts'] },
    { ...common, displayName: 'integration', testMatch: ['<rootDir>/{apps,libs}/**/*.int.spec.ts'] },
    {
      ...common,
      displayName: 'e2e',
      testMatch: ['<rootDir>/e2e/**/*.e2e.spec.ts'],
      testPathIgnorePatterns: ['<rootDir>/e2e/console/', '/node_modules/'],
    },
    { ...common, displayName: 'browser', testMatch: ['<rootDir>/e2e/console/**/*.e2e.spec.ts'] },
  ],
};
