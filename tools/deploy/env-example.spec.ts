import { environmentSchema } from '@adcp-orchestrator/platform';
import { environmentSchema as sandboxSchema } from '../../apps/sandbox-seller/src/options';
import { variablesOf } from './compose-interpolation';
import { read } from './deployments';
import { parseEnvExample } from './env-example';

const example = parseEnvExample(read('.env.example'));
const least = { DATABASE_URL: 'postgres://adcp@127.0.0.1/adcp' };
const defaults: Record<string, unknown> = environmentSchema.parse(least);

/** The commands read these (`tools/start.ts`), and no app does. */
const readByCommands = ['LOG_TO', 'WORKERS'];
const readByApps = [...new Set([environmentSchema, sandboxSchema].flatMap(({ shape }) => Object.keys(shape)))];

describe('.env.example', () => {
  it('explains every variable that the apps and the commands read, once', () => {
    const explained = example.map(({ name }) => name);
    expect([...readByApps, ...readByCommands].filter((name) => !explained.includes(name))).toEqual([]);
    expect(explained.filter((name, index) => explained.indexOf(name) !== index)).toEqual([]);
  });

  it('explains nothing that is not read by the apps, the commands or compose', () => {
    const known = [
      ...readByApps,
      ...readByCommands,
      ...variablesOf(read('docker-compose.yml')).map(({ name }) => name),
    ];
    expect(example.map(({ name }) => name).filter((name) => !known.includes(name))).toEqual([]);
  });

  it.each(example.filter(({ commented, value, name }) => commented && value !== '' && name in environmentSchema.shape))(
    'shows a value of $name that the apps accept, and the default where there is one',
    ({ name, value }) => {
      const parsed: Record<string, unknown> = environmentSchema.parse({ ...least, [name]: value });
      if (name !== 'DATABASE_URL' && defaults[name] !== undefined) expect(parsed[name]).toEqual(defaults[name]);
    },
  );

  it('holds no secret', () => {
    for (const name of ['CREDENTIALS_KEY', 'BOOTSTRAP_API_KEY', 'POSTGRES_PASSWORD']) {
      expect(example.find((variable) => variable.name === name)).toEqual({ name, value: '', commented: false });
    }
  });
});
