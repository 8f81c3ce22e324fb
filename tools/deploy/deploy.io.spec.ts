import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  HealthPath,
  environmentSchema,
  parseEnvironment,
  parseEnvironmentWithoutSecrets,
} from '@adcp-orchestrator/platform';
import {
  environmentSchema as sandboxSchema,
  parseEnvironment as parseSandboxEnvironment,
} from '../../apps/sandbox-seller/src/options';
import { nodeOptions } from '../shared/node-options';
import {
  composeDeployment,
  deployedApps,
  overlayDeployment,
  read,
  version,
  workspace,
  type Deployment,
} from './deployments';
import { named, parseDockerfile, variablesOf } from './dockerfile';
import { kubectlProblem } from './kustomize';
import { productionNames } from './overlays';
import { stopSeconds } from './stop-seconds';
import { describeWithKubectl } from './with-kubectl';
import { appOf, type Workload } from './workload';

const runtime = parseDockerfile(read('Dockerfile')).at(-1)!;
const imageEnvironment: Record<string, string> = Object.assign({}, ...named(runtime, 'ENV').map(variablesOf));

/** What the process would see: the image's own variables, and those of the deployment over them. */
const seenBy = ({ environment }: Workload): Record<string, string> => ({ ...imageEnvironment, ...environment });

/** Where the app would listen, by its own reading of its environment. Throws what the app would throw. */
function listening(workload: Workload): { host: string; ports: number[] } {
  const env = seenBy(workload);
  switch (appOf(workload)) {
    case 'sandbox-seller': {
      const { host = '', port = 0 } = parseSandboxEnvironment(env);
      return { host, ports: [port] };
    }
    case 'cli':
      return { host: env['HOST'] ?? '', ports: [] };
    case 'key-rotator':
      return { host: parseEnvironment(env).host, ports: [] };
    case 'migrator':
      return { host: parseEnvironmentWithoutSecrets(env).host, ports: [] };
    case 'intake-api': {
      const { host, port, internalPort } = parseEnvironment(env);
      return { host, ports: [port, internalPort] };
    }
    default: {
      const { host, internalPort } = parseEnvironment(env);
      return { host, ports: [internalPort] };
    }
  }
}

/** Node itself reads it: a file with certificate authorities. */
const ofNode = 'NODE_EXTRA_CA_CERTS';

const isKnown = (workload: Workload, variable: string): boolean =>
  variable === ofNode || variable in (appOf(workload) === 'sandbox-seller' ? sandboxSchema : environmentSchema).shape;

function describeDeployment(load: () => Deployment, expected: readonly string[]): void {
  const { workloads } = load();

  it('runs every app that belongs there', () => {
    expect(workloads.map(appOf).sort()).toEqual([...expected].sort());
  });

  describe.each(workloads.map((workload) => [workload.name, workload] as const))('%s', (name, workload) => {
    it('runs the image of this version, and in it an app that exists', () => {
      expect(workload.image).toMatch(new RegExp(`(^|/)adcp-orchestrator:${version.replaceAll('.', '\\.')}$`));
      expect(appOf(workload)).toBe(name);
      expect(existsSync(join(workspace, 'apps', name, 'src/main.ts'))).toBe(true);
    });

    it('sets only variables that the app reads', () => {
      expect(Object.keys(workload.environment).filter((variable) => !isKnown(workload, variable))).toEqual([]);
    });

    it('gives the app an environment that it starts with, on every interface', () => {
      expect(listening(workload).host).toBe('0.0.0.0');
    });

    it('declares and probes the ports that the app listens on', () => {
      const { ports } = listening(workload);
      expect(workload.ports.filter((port) => !ports.includes(port))).toEqual([]);
      expect(workload.probes.filter(({ port }) => !ports.includes(port))).toEqual([]);
      if (ports.length > 0) expect(workload.probes).not.toEqual([]);
    });

    it('gives a stopping app the time that it takes, its calls at publishers above all', () => {
      const app = appOf(workload);
      if (app === null || app === 'sandbox-seller' || app === 'cli') return;
      const { callTimeoutSeconds } = parseEnvironmentWithoutSecrets(seenBy(workload));
      const needed = stopSeconds(app, callTimeoutSeconds) + workload.preStopSeconds;
      expect(workload.graceSeconds).toBeGreaterThanOrEqual(needed);
    });
  });
}

describe('docker-compose.yml and the code', () => {
  describeDeployment(composeDeployment, deployedApps);
});

describeWithKubectl('the local overlay and the code', () => {
  if (kubectlProblem() === null) describeDeployment(() => overlayDeployment('local'), [...deployedApps, 'cli']);
});

describeWithKubectl.each(productionNames)('the overlay %s and the code', (overlay) => {
  if (kubectlProblem() !== null) return;
  describeDeployment(
    () => overlayDeployment(overlay),
    [...deployedApps, 'cli'].filter((app) => app !== 'sandbox-seller'),
  );

  it('sets the base of the webhook addresses, without which no seller could reach it', () => {
    for (const app of ['intake-api', 'submitter']) {
      const workload = overlayDeployment(overlay).workloads.find(({ name }) => name === app);
      const { publicUrl, webhookUrl } = parseEnvironment(seenBy(workload!));
      expect(publicUrl).toMatch(/^https:/);
      expect(webhookUrl).toMatch(/^https:/);
      expect(webhookUrl).not.toBe(publicUrl);
    }
  });

  it('leaves the queue board out', () => {
    const workload = overlayDeployment(overlay).workloads.find(({ name }) => name === 'intake-api');
    expect(parseEnvironment(seenBy(workload!)).boardEnabled).toBe(false);
  });
});

describe('the image', () => {
  it('runs as a user without rights, named by number', () => {
    expect(named(runtime, 'USER')).toEqual(['1000:1000']);
  });

  it('exposes what the API listens on, and asks the internal listener for its health', () => {
    const { PORT, INTERNAL_PORT } = imageEnvironment;
    expect(named(runtime, 'EXPOSE')).toEqual([`${PORT} ${INTERNAL_PORT}`]);
    const [health] = named(runtime, 'HEALTHCHECK');
    expect(health).toContain(`'http://127.0.0.1:' + process.env.INTERNAL_PORT + '${HealthPath.live}'`);
  });

  it('starts Node as the supervisor does', () => {
    const [entrypoint = '[]'] = named(runtime, 'ENTRYPOINT');
    expect(JSON.parse(entrypoint)).toEqual(['/usr/bin/tini', '--', 'node', ...nodeOptions]);
  });

  it('starts an app that exists', () => {
    const [command] = named(runtime, 'CMD');
    expect(appOf({ argument: JSON.parse(command!) as string[] })).toBe('intake-api');
  });

  it('sets only variables that the apps read', () => {
    expect(Object.keys(imageEnvironment).filter((variable) => !(variable in environmentSchema.shape))).toEqual([]);
  });
});
