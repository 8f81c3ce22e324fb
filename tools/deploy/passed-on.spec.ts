import { environmentSchema } from '@adcp-orchestrator/platform';
import { composeFile, read } from './deployments';
import { parseEnvExample } from './env-example';

/** The image sets these, and no deployment changes them. */
const ofTheImage = ['DATA_DIR', 'HOST', 'NODE_ENV'];
/** `npm run demo` alone sets this: a deployment has no use for links that only its own machine may open. */
const ofTheDemo = ['SIGN_IN_LINKS'];
/** Compose has a Postgres of its own, and no pooler before it. */
const ofAPooler = ['DATABASE_DIRECT_URL'];
const variables = Object.keys(environmentSchema.shape).filter((name) => !ofTheDemo.includes(name));
const example = parseEnvExample(read('.env.example'));
const config = parseEnvExample(read('k8s/base/config.env'));

/** A variable that an app reads, and that a deployment has no place for, cannot be set there. */
describe('every variable that the apps read', () => {
  it('is passed on by compose', () => {
    const passedOn = Object.values(composeFile().services).flatMap(({ environment }) => Object.keys(environment));
    expect(variables.filter((name) => ![...passedOn, ...ofTheImage, ...ofAPooler].includes(name))).toEqual([]);
  });

  it('has its place in Kubernetes: in the shared configuration, or in the Secret of those who read it', () => {
    const manifests = ['intake-api/deployment', 'migrator/job'].map((name) => read(`k8s/base/${name}.yaml`)).join('\n');
    const ofSecret = [...manifests.matchAll(/- name: ([A-Z_]+)$/gm)].map(([, name]) => name);
    const placed = [...config.map(({ name }) => name), ...ofSecret, ...ofTheImage];
    expect(variables.filter((name) => !placed.includes(name))).toEqual([]);
  });

  it('is shown in Kubernetes with the default that .env.example shows', () => {
    const shown = config.filter(({ commented }) => commented);
    expect(shown.length).toBeGreaterThan(10);
    const valueOf = (name: string) => example.find((variable) => variable.name === name)?.value;
    expect(shown.filter(({ name, value }) => value !== valueOf(name))).toEqual([]);
  });
});
