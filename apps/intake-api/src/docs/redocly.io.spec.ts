import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apiDocument } from './api-document';

const root = join(__dirname, '../../../..');

describe('the document', () => {
  let directory: string;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'openapi-'));
  });
  afterAll(() => {
    rmSync(directory, { recursive: true });
  });

  it('is without a problem for Redocly under the rules of recommended-strict', () => {
    const file = join(directory, 'openapi.json');
    writeFileSync(file, JSON.stringify(apiDocument('https://orchestrator.example'), null, 1));
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(root, 'node_modules/@redocly/cli/bin/cli.js'), 'lint', file, '--config', join(root, 'redocly.yaml')],
      {
        encoding: 'utf8',
        timeout: 110_000,
        env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
      },
    );
    expect([status, status === 0 ? '' : stdout + stderr]).toEqual([0, '']);
    expect(stderr).toContain('valid');
  });
});
