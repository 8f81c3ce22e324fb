import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KubernetesObject } from './kubernetes-object';
import { render } from './kustomize';
import { workspace } from './workspace';

/** The line of production's kustomization that a variant puts into the place of another. */
type Change = (kustomization: string) => string;

/**
 * The overlays of `k8s/overlays`, and production as its own comments say that it can be changed: with every optional component, and
 * for a cluster without the Prometheus Operator and KEDA.
 */
const changes = {
  local: null,
  production: null,
  'production with every component': (text) => text.replaceAll(/^ {2}# (- \.\.\/\.\.\/components\/)/gm, '  $1'),
  'production without operators': (text) =>
    text
      .replace('  - ../../components/monitoring\n', '')
      .replace('../../components/autoscaling/keda', '../../components/autoscaling/cpu'),
} as const satisfies Record<string, Change | null>;

export type OverlayName = keyof typeof changes;
export const overlayNames = Object.keys(changes) as OverlayName[];
export const productionNames = overlayNames.filter((name) => name !== 'local');

/** The variant's kustomization is the same as production's: a line that it changes is gone. */
export class OverlayUnchangedError extends Error {
  constructor(name: OverlayName) {
    super(`"${name}" changes nothing: its lines are not in k8s/overlays/production/kustomization.yaml`);
    this.name = 'OverlayUnchangedError';
  }
}

/** What `kubectl apply -k` would send for the overlay. Throws OverlayUnchangedError, or kubectl's own words. */
export function renderOverlay(name: OverlayName): KubernetesObject[] {
  const change: Change | null = changes[name];
  if (change === null) return render(join(workspace, 'k8s/overlays', name));
  const directory = mkdtempSync(join(tmpdir(), 'adcp-overlay-'));
  try {
    for (const part of ['k8s', 'dashboards']) cpSync(join(workspace, part), join(directory, part), { recursive: true });
    const file = join(directory, 'k8s/overlays/production/kustomization.yaml');
    const text = readFileSync(file, 'utf8');
    const changed = change(text);
    if (changed === text) throw new OverlayUnchangedError(name);
    writeFileSync(file, changed);
    return render(join(directory, 'k8s/overlays/production'));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
