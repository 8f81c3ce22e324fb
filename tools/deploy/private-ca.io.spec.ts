import { spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger, createPool } from '@adcp-orchestrator/platform';
import { Client, Pool } from 'pg';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../datastore/embedded-postgres';
import { overlayDeployment } from './deployments';
import { type Certificates, makeCertificates } from './testing/certificates';
import { describeWithKubectl } from './with-kubectl';
import { workspace } from './workspace';

const migrator = join(workspace, 'dist/apps/migrator/main.js');

/** A real Postgres that takes TLS alone, with a certificate that only the private authority vouches for. */
describe('a Postgres behind a private certificate authority', () => {
  let directory: string;
  let postgres: EmbeddedPostgres;
  let files: Certificates;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'adcp-tls-'));
    chmodSync(directory, 0o755);
    files = makeCertificates(directory);
    postgres = await startEmbeddedPostgres({ root: workspace, directory, durable: false });
    await demandTls();
  });
  afterAll(async () => {
    await postgres.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  async function demandTls(): Promise<void> {
    const client = new Client({ connectionString: postgres.url });
    await client.connect();
    const { rows } = await client.query<{ data: string; hba: string }>(
      `SELECT current_setting('data_directory') AS data, current_setting('hba_file') AS hba`,
    );
    const { data, hba } = rows[0]!;
    const { uid, gid } = lstatSync(data);
    for (const file of [files.certificate, files.key]) {
      const inside = join(data, file.slice(directory.length + 1));
      copyFileSync(file, inside);
      chownSync(inside, uid, gid);
      chmodSync(inside, 0o600);
    }
    writeFileSync(hba, 'hostssl all all 127.0.0.1/32 scram-sha-256\n');
    await client.query(`ALTER SYSTEM SET ssl = on`);
    await client.query('SELECT pg_reload_conf()');
    await client.end();
  }

  const urlWith = (query: string, host = 'localhost'): string =>
    `${postgres.url.replace('127.0.0.1', host)}${query === '' ? '' : `?${query}`}`;

  async function connected(url: string): Promise<unknown> {
    const pool: Pool = createPool({ databaseUrl: url, name: 'test', max: 1, log: createLogger('test', 'silent') });
    try {
      const { rows } = await pool.query<{ ssl: boolean }>('SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()');
      return rows[0];
    } finally {
      await pool.end();
    }
  }

  it('is refused without TLS, without its authority, and by another name than the certificate has', async () => {
    await expect(connected(urlWith(''))).rejects.toThrow(/no encryption/);
    await expect(connected(urlWith('sslmode=verify-full'))).rejects.toThrow(/unable to verify the first certificate/);
    await expect(
      connected(urlWith(`sslmode=verify-full&sslrootcert=${encodeURIComponent(files.ca)}`, '127.0.0.1')),
    ).rejects.toThrow(/IP: 127.0.0.1 is not in the cert/);
  });

  it('is reached with the file in DATABASE_URL', async () => {
    const url = urlWith(`sslmode=verify-full&sslrootcert=${encodeURIComponent(files.ca)}`);
    expect(await connected(url)).toEqual({ ssl: true });
  });

  /** The migrator connects in both ways that the apps have: by a pool, and by TypeORM. */
  async function migrated(environment: Record<string, string>): Promise<{ code: number | null; text: string }> {
    const { PATH } = process.env;
    const child = spawn(process.execPath, [migrator], {
      cwd: directory,
      env: { PATH, REDIS_URL: 'redis://127.0.0.1:1', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 90_000,
    });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
    return { code: await new Promise((ended) => child.once('close', ended)), text };
  }

  // `npm test` builds the apps.
  (existsSync(migrator) ? it : it.skip)(
    'is migrated with the authority that the component private-ca mounts',
    async () => {
      const { code, text } = await migrated({
        DATABASE_URL: urlWith('sslmode=verify-full'),
        NODE_EXTRA_CA_CERTS: files.ca,
      });
      expect(text).toContain('the database is ready');
      expect(code).toBe(0);
    },
    120_000,
  );
});

describeWithKubectl('the component private-ca', () => {
  it('mounts the authority where every process of ours looks for it', () => {
    const { workloads, objects } = overlayDeployment('production with every component');
    expect(workloads.map(({ environment }) => environment['NODE_EXTRA_CA_CERTS'])).toEqual(
      workloads.map(() => '/etc/adcp-orchestrator/ca/ca.crt'),
    );
    const mounted = JSON.stringify(objects).match(/"mountPath":"\/etc\/adcp-orchestrator\/ca"/g) ?? [];
    expect(mounted).toHaveLength(workloads.length);
  });

  it('is what the example of a Secret asks for: a certificate that is verified', () => {
    const example = readFileSync(join(workspace, 'k8s/overlays/production/secret.example.yaml'), 'utf8');
    expect(example).toMatch(/DATABASE_URL: \S+\?sslmode=verify-full$/m);
  });
});
