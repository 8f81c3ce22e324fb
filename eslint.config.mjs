import nx from '@nx/eslint-plugin';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import prettier from 'eslint-config-prettier';

/** What each library may import: the data flows one way, and siblings never know of each other. */
const scopes = {
  domain: [],
  platform: ['domain'],
  ledger: ['domain', 'platform'],
  queues: ['domain', 'platform', 'ledger'],
  sellers: ['domain', 'platform', 'ledger'],
  webhooks: ['domain', 'platform', 'ledger'],
  notifications: ['domain', 'platform', 'ledger'],
  access: ['domain', 'platform', 'ledger'],
  // What the workers' processes do: it wires those above, and only apps import it.
  'worker-roles': ['domain', 'platform', 'ledger', 'queues', 'sellers', 'notifications'],
  // What other projects install: it imports nothing of ours.
  client: [],
};
const libraries = [...Object.keys(scopes), 'testing'];

export default tseslint.config(
  { ignores: ['**/node_modules', '**/dist', '**/out-tsc', '.nx', '.data', '**/*.cjs', 'libs/client/src/api.ts'] },
  {
    files: ['**/*.ts', '**/*.tsx', 'tools/**/*.mjs'],
    extends: [tseslint.configs.strictTypeChecked, prettier],
    languageOptions: {
      // One program for all that tsconfig.json holds: one for each project takes several times as long.
      parserOptions: {
        project: ['./tsconfig.json', './apps/console/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        {
          enforceBuildableLibDependency: false,
          allow: [],
          // Only specs of platform import `testing`, which imports every library. Circles of files are depcruise's to refuse.
          ignoredCircularDependencies: [
            ['@adcp-orchestrator/ledger', '@adcp-orchestrator/platform'],
            ['@adcp-orchestrator/platform', '@adcp-orchestrator/testing'],
          ],
          depConstraints: [
            ...Object.entries(scopes).map(([scope, allowed]) => ({
              sourceTag: `scope:${scope}`,
              onlyDependOnLibsWithTags: [`scope:${scope}`, ...allowed.map((name) => `scope:${name}`)],
            })),
            { sourceTag: 'scope:testing', onlyDependOnLibsWithTags: libraries.map((name) => `scope:${name}`) },
            { sourceTag: 'type:app', onlyDependOnLibsWithTags: ['type:lib'] },
            // What the console can do, everybody can do over the API.
            { sourceTag: 'scope:console', onlyDependOnLibsWithTags: ['scope:console', 'scope:client'] },
            { sourceTag: 'type:tools', onlyDependOnLibsWithTags: ['type:lib'] },
          ],
        },
      ],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      '@typescript-eslint/unbound-method': 'off',
      // TypeORM declares the options of its entity schemas as classes and takes literals.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
    },
  },
  {
    files: ['apps/console/**/*.tsx', 'apps/console/**/*.ts'],
    ...reactHooks.configs.flat.recommended,
    rules: {
      ...reactHooks.configs.flat.recommended.rules,
      // It tells the React compiler what it must skip, and we do not use the compiler.
      'react-hooks/incompatible-library': 'off',
    },
  },
  {
    // Tests drive libraries across the boundaries through libs/testing, which no shipped code imports.
    files: ['**/*.spec.ts', '**/testing/**/*.ts', 'e2e/**/*.ts', 'bench/**/*.ts'],
    rules: {
      '@nx/enforce-module-boundaries': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
);
