import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiServerStandIn, type StoredObject } from './testing/api-server';
import { describeWithKubectl } from './with-kubectl';
import { workspace } from './workspace';

const condition = (type: string) => ({ conditions: [{ type, status: 'True' }] });
const rolled = { observedGeneration: 1, replicas: 2, updatedReplicas: 2, readyReplicas: 2, availableReplicas: 2 };
const stuck = { ...rolled, updatedReplicas: 1, availableReplicas: 1 };

/** The script with a real kubectl, against a stand-in of the API server. */
describeWithKubectl('k8s/rollout.sh', () => {
  let directory: string;
  let api: ApiServerStandIn;
  let migration: object;
  let roll: (name: string) => object;

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'adcp-rollout-'));
    migration = condition('Complete');
    roll = () => rolled;
    api = new ApiServerStandIn(({ kind, metadata }: StoredObject) =>
      kind === 'Job' ? migration : kind === 'Deployment' ? roll(metadata.name) : undefined,
    );
    const server = await api.listen();
    writeFileSync(
      join(directory, 'kubeconfig'),
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'Config',
        clusters: [{ name: 'stand-in', cluster: { server } }],
        users: [{ name: 'nobody', user: {} }],
        contexts: [{ name: 'stand-in', context: { cluster: 'stand-in', user: 'nobody' } }],
        'current-context': 'stand-in',
      }),
    );
  });
  afterEach(async () => {
    await api.close();
    rmSync(directory, { recursive: true, force: true });
  });

  const prepare = (): void => {
    api.put({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'adcp-orchestrator' } });
    api.put({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'adcp-orchestrator-secrets' } });
  };

  async function rollOut(
    args: readonly string[] = [],
    environment: Record<string, string> = {},
  ): Promise<{ code: number | null; text: string }> {
    const { PATH } = process.env;
    const child = spawn('bash', [join(workspace, 'k8s/rollout.sh'), ...args], {
      cwd: workspace,
      env: { PATH, HOME: directory, KUBECONFIG: join(directory, 'kubeconfig'), ...environment },
      timeout: 110_000,
    });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
    const code = await new Promise<number | null>((ended) => child.once('close', ended));
    return { code, text };
  }
  const deployed = (): string[] => api.changes.filter((change) => change.includes('Deployment/'));

  it('shuts the pods in, migrates, and then rolls every Deployment', async () => {
    prepare();
    const { code, text } = await rollOut();
    expect(text).toContain('rollout: released: intake-api notifier poller submitter');
    expect(code).toBe(0);
    const migrated = api.changes.indexOf('POST Job/migrator');
    for (const needed of ['POST ServiceAccount/migrator', 'POST NetworkPolicy/deny-by-default'])
      expect(api.changes.slice(0, migrated)).toContain(needed);
    expect(deployed()).toHaveLength(4);
    for (const change of deployed()) expect(api.changes.indexOf(change)).toBeGreaterThan(migrated);
  });

  it('runs the migrator anew for the next release', async () => {
    prepare();
    await rollOut();
    api.changes.length = 0;
    expect((await rollOut()).code).toBe(0);
    expect(api.changes.filter((change) => change.endsWith('Job/migrator')).slice(0, 2)).toEqual([
      'DELETE Job/migrator',
      'POST Job/migrator',
    ]);
  });

  it('rolls nothing after a migration that failed', async () => {
    prepare();
    migration = condition('Failed');
    const { code, text } = await rollOut();
    expect(code).toBe(1);
    expect(text).toContain('the migration failed');
    expect(text).toContain('nothing has rolled');
    expect(deployed()).toEqual([]);
  });

  it('gives up on a migrator that does not end, and rolls nothing', async () => {
    prepare();
    migration = {};
    const { code, text } = await rollOut([], { MIGRATION_SECONDS: '1' });
    expect(code).toBe(1);
    expect(text).toContain('has not ended within 1 s (MIGRATION_SECONDS)');
    expect(deployed()).toEqual([]);
  });

  it('names the Deployment that does not become ready, and the way back', async () => {
    prepare();
    roll = (name) => (name === 'poller' ? stuck : rolled);
    // Long enough for the others on a slow machine.
    const { code, text } = await rollOut([], { ROLLOUT_SECONDS: '15' });
    expect(code).toBe(1);
    expect(text).toContain('poller is not ready within 15 s');
    expect(text).toContain('kubectl -n adcp-orchestrator rollout undo deployment/poller');
  });

  it('does not call it released when a Deployment was scaled to 0, and says how it is scaled up', async () => {
    prepare();
    for (const name of ['poller', 'submitter'])
      api.put({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name }, spec: { replicas: 0 } });
    const { code, text } = await rollOut();
    expect(code).toBe(1);
    expect(text).toContain('0 replicas are wanted of poller submitter');
    expect(text).toContain('kubectl -n adcp-orchestrator scale deployment poller submitter --replicas=2');
    expect(text).not.toContain('released:');
  });

  it('begins nothing without the namespace and the Secret', async () => {
    expect((await rollOut()).text).toContain('the namespace adcp-orchestrator cannot be read');
    api.put({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'adcp-orchestrator' } });
    const { code, text } = await rollOut();
    expect(text).toContain('the Secret adcp-orchestrator-secrets cannot be read');
    expect(code).toBe(1);
    expect(api.changes).toEqual([]);
  });

  it('refuses wrong arguments before it asks the cluster', async () => {
    expect(await rollOut(['k8s/base/nothing'])).toMatchObject({ code: 2 });
    expect(await rollOut(['one', 'two'])).toMatchObject({ code: 2 });
    expect(await rollOut([], { MIGRATION_SECONDS: 'soon' })).toMatchObject({ code: 2 });
  });
});
