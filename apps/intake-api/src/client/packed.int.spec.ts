import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ApiUnderTest } from '../../testing/api-under-test';

const run = promisify(execFile);
const root = join(__dirname, '../../../..');
/** `npm run test:client` sets it: the packages that the client needs come from a registry. */
const describeIfAsked = process.env['TEST_PACKED_CLIENT'] === '1' ? describe : describe.skip;

describeIfAsked('the packed client', () => {
  let api: ApiUnderTest;
  let project: string;
  beforeAll(async () => {
    api = await ApiUnderTest.start();
    project = mkdtempSync(join(tmpdir(), 'client-'));
  });
  afterAll(async () => {
    rmSync(project, { recursive: true });
    await api.stop();
  });

  it.each(['mjs', 'cjs'])(
    'installs into an empty project and buys, as %s',
    async (ending) => {
      const desk = await api.newTenant();
      await api.addSeller(desk, 'acme');
      const packed = await run('npm', ['pack', '--pack-destination', project, '--json'], {
        cwd: join(root, 'libs/client'),
        timeout: 60_000,
      });
      const tarball = /adcp-orchestrator-client-[\d.]+\.tgz/.exec(packed.stdout)?.[0] ?? '';
      writeFileSync(join(project, 'package.json'), '{"private":true}');
      await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', `./${tarball}`], {
        cwd: project,
        timeout: 120_000,
      });
      const load =
        ending === 'mjs'
          ? `import { createClient } from '@adcp-orchestrator/client';`
          : `const { createClient } = require('@adcp-orchestrator/client');`;
      writeFileSync(
        join(project, `buy.${ending}`),
        `${load}
const client = createClient({ baseUrl: process.env.API, apiKey: process.env.KEY });
client.POST('/v1/operations', { body: { type: 'create_media_buy', seller_id: 'acme',
  request: { packages: ['premium_sports'], total_budget: 1000 } } }).then(({ data }) => console.log(data.status));`,
      );
      const { stdout } = await run(process.execPath, [`buy.${ending}`], {
        cwd: project,
        timeout: 30_000,
        env: { ...process.env, API: api.url, KEY: desk.keys.trader },
      });
      expect(stdout.trim()).toBe('requested');
    },
    240_000,
  );
});
