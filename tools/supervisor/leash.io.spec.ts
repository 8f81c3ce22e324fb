import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const leash = join(__dirname, 'leash.cjs');

describe('the leash of a supervised app', () => {
  it('stops the app through its own SIGTERM handler when the supervisor is gone', async () => {
    const script = 'process.on("SIGTERM", () => process.exit(7)); console.log("up"); setInterval(() => {}, 1000)';
    const app = spawn(process.execPath, ['--require', leash, '-e', script], { stdio: ['pipe', 'pipe', 'inherit'] });
    await once(app.stdout, 'data');
    app.stdin.destroy(); // what the end of the supervisor does to the pipe
    const [code] = (await once(app, 'exit')) as [number];
    expect(code).toBe(7);
  });

  it('leaves an app alone that starts a worker thread', async () => {
    const script = `
      process.on('SIGTERM', () => process.exit(7));
      new (require('node:worker_threads').Worker)('0', { eval: true }).on('exit', () => setTimeout(() => process.exit(3), 100));`;
    const app = spawn(process.execPath, ['--require', leash, '-e', script], { stdio: ['pipe', 'inherit', 'inherit'] });
    const [code] = (await once(app, 'exit')) as [number];
    expect(code).toBe(3);
    app.stdin.destroy();
  });

  it('passes on what the app tells, and gives it as long to stop as it says', async () => {
    const script = `
      process.on('SIGTERM', () => undefined);
      setInterval(() => undefined, 1000);
      process.emit('adcp-orchestrator:news', { kind: 'listening', internalPort: 1, stopSeconds: 0.1 });`;
    const app = spawn(process.execPath, ['--require', leash, '-e', script], {
      stdio: ['pipe', 'inherit', 'inherit', 'ipc'],
    });
    expect(await once(app, 'message')).toEqual([{ kind: 'listening', internalPort: 1, stopSeconds: 0.1 }, undefined]);
    app.stdin!.destroy();
    expect(await once(app, 'exit')).toEqual([null, 'SIGKILL']);
  });

  it('does not keep an app alive that is done', async () => {
    const app = spawn(process.execPath, ['--require', leash, '-e', '0'], {
      stdio: ['pipe', 'inherit', 'inherit', 'ipc'],
    });
    const [code] = (await once(app, 'exit')) as [number];
    expect(code).toBe(0);
    app.stdin!.destroy();
  });
});
