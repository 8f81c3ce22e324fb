/**
 * `npm run lint` refuses circles of files. `import type` counts: two files that need each other's types cannot be read,
 * moved or understood one without the other, whatever is left of the import at run time. It also refuses shipped code that
 * imports what only tests stand on.
 * @type {import('dependency-cruiser').IConfiguration}
 */
export default {
  forbidden: [
    {
      name: 'no-circles',
      comment: 'Move what both files need into a third one.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-harness-shipped',
      comment: 'What tests stand on is not part of the product, and not in its bundles.',
      severity: 'error',
      from: { path: '^(apps|libs)/[^/]+/src/', pathNot: ['[.]spec[.]ts$', '^libs/testing/'] },
      to: { path: '^((apps|libs)/[^/]+/testing/|libs/testing/)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      conditionNames: ['@adcp-orchestrator/source', 'types', 'import', 'require', 'node', 'default'],
      exportsFields: ['exports'],
    },
  },
};
