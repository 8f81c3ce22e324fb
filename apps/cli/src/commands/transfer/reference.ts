import { wrongUse } from '../../command-failed';

/** How a file names a secret: `${env:NAME}`. It never holds one. */
export const REFERENCE = /^\$\{env:([A-Za-z_][A-Za-z0-9_]{0,127})\}$/;

/** @returns the reference for a secret that an export leaves out */
export function referenceTo(...words: string[]): string {
  return `\${env:${['ADO', ...words].join('_').toUpperCase().replaceAll('-', '_')}}`;
}

/** @throws CommandFailedError that names every variable that is not there */
export function demandReferences(references: readonly string[], env: NodeJS.ProcessEnv): void {
  const missing = [...new Set(references.map(nameIn).filter((name) => (env[name] ?? '') === ''))];
  if (missing.length === 0) return;
  throw wrongUse(
    `the environment lacks ${missing.join(', ')}; nothing was changed`,
    'Set each to the secret that the file names by it.',
  );
}

/** @returns the secret that a reference names; `demandReferences` has seen that it is there */
export function secretOf(reference: string, env: NodeJS.ProcessEnv): string {
  return env[nameIn(reference)] ?? '';
}

function nameIn(reference: string): string {
  return REFERENCE.exec(reference)?.[1] ?? '';
}
