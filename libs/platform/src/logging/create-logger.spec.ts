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

  it('writes one JSON object a line, with name, time and sentence', () => {
    const line = JSON.parse(
      linesOf((logger) => {
        logger.warn({ seller: 'acme' }, 'a sentence');
      }),
    ) as Record<string, unknown>;
    expect(line).toMatchObject({ name: 'test', level: 40, seller: 'acme', msg: 'a sentence' });
    expect(Date.parse(String(line.time))).not.toBeNaN();
  });
});
