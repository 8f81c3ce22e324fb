import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Makes much garbage that has been in use for a while. Prints the most memory that was in use, in bytes. */
const work = `
const inUse = [];
let most = 0;
for (let n = 0; n < 4_000_000; n += 1) {
  inUse[n % 300_000] = { n, text: 'row ' + n, list: [1, 2, 3] };
  if (n % 1_000 === 0) most = Math.max(most, process.memoryUsage().heapUsed);
}
console.log(most);`;

function mostInUse(before: string): number {
  const printed = execFileSync(process.execPath, ['--require', 'tsx/cjs', '--eval', before + work], {
    cwd: join(__dirname, '../../../..'),
    encoding: 'utf8',
    timeout: 60_000,
  });
  return Number(printed);
}

describe('a process that collects early', () => {
  it('takes much less memory for the same work', () => {
    const path = join(__dirname, 'collect-early.ts');
    const early = mostInUse(`require(${JSON.stringify(path)}).collectEarly();`);
    expect(early).toBeGreaterThan(0);
    expect(early).toBeLessThan(0.8 * mostInUse(''));
  }, 130_000);
});
