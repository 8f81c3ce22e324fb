import { ComposeVariableMissingError, variablesOf } from './compose-interpolation';
import { composeFile, read, sampleSecrets } from './deployments';
import { named, parseDockerfile } from './dockerfile';
import { parseEnvExample } from './env-example';

const text = read('docker-compose.yml');
const file = composeFile();
const services = Object.entries(file.services);
const datastores = services.filter(([name]) => name === 'postgres' || name === 'redis');
const longRunning = services.filter(([name]) => !['migrator', 'key-rotator'].includes(name));

describe('docker-compose.yml', () => {
  it('refuses to start without each of its secrets, and says how to make one', () => {
    const required = [...new Set(variablesOf(text).flatMap(({ name, required: needed }) => (needed ? [name] : [])))];
    expect(required.sort()).toEqual(Object.keys(sampleSecrets).sort());
    for (const name of required) {
      const start = (): unknown => composeFile({ ...sampleSecrets, [name]: '' });
      expect(start).toThrow(ComposeVariableMissingError);
      expect(start).toThrow(new RegExp(`${name}.*openssl rand`));
    }
  });

  it('takes only variables that .env.example explains', () => {
    const explained = parseEnvExample(read('.env.example')).map(({ name }) => name);
    const passedOn = services.flatMap(([, { environment }]) =>
      Object.entries(environment).flatMap(([name, value]) => (value === null ? [name] : [])),
    );
    const taken = [...variablesOf(text).map(({ name }) => name), ...passedOn];
    expect(taken.filter((name) => !explained.includes(name))).toEqual([]);
  });

  it('publishes ports to this machine alone, and none of a datastore', () => {
    expect(services.flatMap(([, { ports }]) => ports).filter((port) => !/^127\.0\.0\.1:\d+:\d+$/.test(port))).toEqual(
      [],
    );
    expect(datastores.map(([, { ports }]) => ports)).toEqual([[], []]);
    for (const [, { networks }] of datastores)
      expect(networks.map((name) => file.networks[name]?.internal)).toEqual([true]);
  });

  it('checks the health of, and restarts, everything that runs for long', () => {
    for (const [name, { healthcheck, restart }] of longRunning) {
      expect({ name, checked: (healthcheck.test ?? []).length > 1, restart }).toEqual({
        name,
        checked: true,
        restart: 'unless-stopped',
      });
    }
  });

  it('runs the rotation of keys only when it is asked for', () => {
    expect(services.filter(([, { profiles }]) => profiles.length > 0).map(([name]) => name)).toEqual(['key-rotator']);
    expect(file.services['key-rotator']).toMatchObject({ profiles: ['rotation'], restart: 'no' });
  });

  it('hands the arguments of `run` to the rotation, and not to node', () => {
    const [imageEntrypoint = '[]'] = named(parseDockerfile(read('Dockerfile')).at(-1)!, 'ENTRYPOINT');
    expect(file.services['key-rotator']).toMatchObject({
      entrypoint: [...(JSON.parse(imageEntrypoint) as string[]), 'dist/apps/key-rotator/main.js'],
      command: [],
    });
  });

  it('starts the apps when the datastores are healthy and the schema is there', () => {
    for (const [name, { depends_on: needs }] of services.filter(([service]) =>
      ['intake-api', 'submitter', 'poller', 'notifier'].includes(service),
    )) {
      expect({ name, needs }).toEqual({
        name,
        needs: {
          postgres: { condition: 'service_healthy' },
          redis: { condition: 'service_healthy' },
          migrator: { condition: 'service_completed_successfully' },
        },
      });
    }
  });

  it('keeps what Redis holds: an append-only file, and no eviction', () => {
    const command = file.services['redis']?.command.join(' ');
    expect(command).toContain('--appendonly yes');
    expect(command).toContain('--maxmemory-policy noeviction');
  });

  it('keeps data in volumes that have names', () => {
    const sources = services.flatMap(([, { volumes }]) =>
      volumes.map((volume) => volume.slice(0, volume.indexOf(':'))),
    );
    const used = sources.filter((source) => !source.startsWith('./'));
    expect(used.sort()).toEqual(Object.keys(file.volumes).sort());
  });
});
