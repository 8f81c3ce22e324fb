import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

const longestLine = 64 * 1024;

/** Cuts a stream into lines. A line longer than 64 KiB is passed on in pieces, so that memory stays bounded. */
export function eachLine(stream: Readable, onLine: (line: string) => void): void {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  stream.on('data', (chunk: Buffer) => {
    const lines = (rest + decoder.write(chunk)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line.endsWith('\r') ? line.slice(0, -1) : line);
    if (rest.length > longestLine) {
      onLine(rest);
      rest = '';
    }
  });
  stream.on('close', () => {
    rest += decoder.end();
    if (rest) onLine(rest);
    rest = '';
  });
}
