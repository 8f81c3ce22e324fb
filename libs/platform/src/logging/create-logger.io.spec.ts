import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { createLogger } from './create-logger';

function linesOf(write: (logger: ReturnType<typeof createLogger>) => void): string {
  const chunks: string[] = [];
  const destination = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      chunks.push(chunk.toString());
      done();
    },
  });
  write(createLogger('test', 'info', destination));
  return chunks.join('');
}

describe('the logger', () => {
  it('replaces secrets at the top, one object deep, and in headers', () => {
    const text = linesOf((logger) => {
      logger.info(
        { token: 'S1', seller: { credential: 'S2' }, req: { headers: { authorization: 'Bearer S3' } } },
        'called',
      );
      logger.info({ headers: { authorization: 'Bearer S4', 'x-adcp-auth': 'S5' } }, 'called');
    });
    expect(text).not.toMatch(/S[1-5]/);
    expect(text).toContain('[redacted]');
  });

  it('names the Redis command that failed, without what was sent with it', () => {
    const refused = Object.assign(new Error('WRONGPASS invalid password'), {
      command: { name: 'auth', args: ['default', 'S6'] },
    });
    const text = linesOf((logger) => {
      logger.warn({ err: refused }, 'the queue has a problem');
      logger.warn({ err: new Error('the queue is away', { cause: refused }) }, 'the queue has a problem');
      logger.warn({ err: Object.assign(new Error('the queue is away'), { lastNodeError: refused }) }, 'a problem');
      logger.warn({ err: new AggregateError([refused], 'the queue is away') }, 'the queue has a problem');
    });
    expect(text).toContain('"name":"auth"');
    expect(text).not.toContain('S6');
  });

  it('writes one JSON object a line, with name, level, time and sentence', () => {
    const line = JSON.parse(
      linesOf((logger) => {
        logger.warn({ seller: 'acme' }, 'a sentence');
      }),
    ) as Record<string, unknown>;
    expect(line).toMatchObject({ name: 'test', level: 'warn', seller: 'acme', msg: 'a sentence' });
    expect(Date.parse(String(line.time))).not.toBeNaN();
  });

  it('does not keep a process from ending when nobody reads its lines any more', async () => {
    const script = `
      const { createLogger } = require(${JSON.stringify(join(__dirname, 'create-logger.ts'))});
      const logger = createLogger('test', 'info');
      process.stdin.once('end', () => { logger.info('one'); logger.fatal('two'); process.exit(3); }).resume();`;
    const child = spawn(process.execPath, ['--import', 'tsx', '--conditions=@adcp-orchestrator/source', '-e', script], {
      stdio: ['pipe', 'pipe', 'inherit'],
      timeout: 100_000,
      killSignal: 'SIGKILL',
    });
    child.stdout.destroy();
    child.stdin.end();
    expect(await once(child, 'exit')).toEqual([3, null]);
  });
});
