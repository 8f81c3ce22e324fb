import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { logFile, logFiles, parseLogTo } from './log-files';

describe('LOG_TO', () => {
  it('is files unless it says stdout, and nothing else', () => {
    expect([undefined, '', 'files', 'stdout'].map((text) => parseLogTo(text))).toEqual([
      'files',
      'files',
      'files',
      'stdout',
    ]);
    expect(() => parseLogTo('syslog')).toThrow('LOG_TO="syslog" is no place for the log.');
  });
});

describe('the log of a process', () => {
  let directory: string;
  let path: string;
  const said: string[] = [];
  const say = (line: string): void => void said.push(line);
  const text = (suffix = ''): string => readFileSync(`${path}${suffix}`, 'utf8');

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'logs-'));
    path = join(directory, 'app.log');
    said.length = 0;
  });
  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  it('has every line at once, and keeps the run before', () => {
    const first = logFile(path, say);
    first.write('one\n');
    expect(text()).toBe('one\n');
    first.write('two\n');
    first.close();
    const second = logFile(path, say);
    second.write('three\n');
    expect([text(), text('.1')]).toEqual(['three\n', 'one\ntwo\n']);
    second.close();
  });

  it('never takes more than twice its limit', () => {
    const log = logFile(path, say, { most: 100 });
    for (let line = 0; line < 1_000; line += 1) log.write(`${String(line).padStart(9, '0')}\n`);
    log.close();
    expect(readdirSync(directory).sort()).toEqual(['app.log', 'app.log.1']);
    expect([text().length, text('.1').length]).toEqual([100, 100]);
    expect(text().endsWith('000000999\n')).toBe(true);
  });

  it('that cannot be written is said once, and ends nothing', () => {
    mkdirSync(path);
    mkdirSync(`${path}.1`);
    mkdirSync(join(`${path}.1`, 'full'));
    const log = logFile(path, say);
    log.write('one\n');
    log.write('two\n');
    expect(said).toEqual([expect.stringContaining(`The log ${path} cannot be written`)]);
  });

  it('is beside those of the others', () => {
    const logs = logFiles(join(directory, 'logs'), say);
    logs.write('submitter', 'a');
    logs.write('poller', 'b');
    logs.close();
    expect(readdirSync(join(directory, 'logs')).sort()).toEqual(['poller.log', 'submitter.log']);
  });
});
