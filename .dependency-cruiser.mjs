/**
 * `npm run lint` refuses circles of files. `import type` counts: two files that need each other's types cannot be read,
 * moved or understood one without the other, whatever is left of the import at run time.
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
