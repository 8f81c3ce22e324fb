import { eachLine } from './lines';
import { compact, lineWriter } from './output';
import { PassThrough } from 'node:stream';
import { once } from 'node:events';

describe('the output of the parts', () => {
  it('stands behind the name of its part, unchanged when nobody watches a terminal', () => {
    const written: string[] = [];
    const print = lineWriter({ write: (text: string) => written.push(text), terminal: false });
    print('poller', '{"level":30,"msg":"ready"}');
    expect(written).toEqual(['poller     | {"level":30,"msg":"ready"}\n']);
  });

  it('is compact on a terminal', () => {
    expect(compact('{"level":40,"time":0,"pid":1,"hostname":"h","msg":"slow","seller":"acme","ms":12}')).toBe(
      '00:00:00.000 WARN  slow seller=acme ms=12',
    );
    expect(compact('{"level":50,"time":0,"msg":"failed","err":{"stack":"Error: x\\n at y"}}')).toBe(
      '00:00:00.000 ERROR failed Error: x\n at y',
    );
  });

  it('leaves alone what is no log entry', () => {
    for (const line of ['plain text', '{not json', '{"a":1}']) expect(compact(line)).toBe(line);
  });

  it('is cut into lines across chunks and characters, and an endless line into pieces', async () => {
    const stream = new PassThrough();
    const lines: string[] = [];
    eachLine(stream, (line: string) => lines.push(line));
    const euro = Buffer.from('a€\r\nb');
    stream.write(euro.subarray(0, 2));
    stream.write(euro.subarray(2));
    stream.end('x'.repeat(70_000));
    await once(stream, 'close');
    expect(lines[0]).toBe('a€');
    expect(lines.slice(1).join('')).toBe(`b${'x'.repeat(70_000)}`);
  });
});
