import { execFileSync } from 'node:child_process';
import { parseAllDocuments } from 'yaml';
import { kubernetesObject, type KubernetesObject } from './kubernetes-object';

const timeout = 30_000;

/** Why `kubectl kustomize` cannot be used on this machine; null when it can. Debian's own kubectl is too old for it. */
export function kubectlProblem(): string | null {
  let version: string;
  try {
    version = execFileSync('kubectl', ['version', '--client'], {
      encoding: 'utf8',
      timeout,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  } catch (error) {
    return `kubectl does not run: ${error instanceof Error ? error.message : String(error)}`;
  }
  const kustomize = /^Kustomize Version: v(\d+)/m.exec(version)?.[1];
  return kustomize && Number(kustomize) >= 5
    ? null
    : `kubectl has no kustomize 5 or later built in (it says: ${version.trim()})`;
}

/**
 * The objects that `kubectl apply -k <directory>` would send. When kubectl cannot render them, throws its own words.
 */
export function render(directory: string): KubernetesObject[] {
  const yaml = execFileSync('kubectl', ['kustomize', directory], {
    encoding: 'utf8',
    timeout,
    maxBuffer: 16 * 1024 * 1024,
  });
  return parseAllDocuments(yaml).map((document) => kubernetesObject.parse(document.toJS()));
}
