import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '../support/workspace';
import type { CrashReport } from './crash-case';

const page = join(workspaceRoot, 'docs', 'reliability.md');
/** The table's last row is what stands before this. */
const endOfTable = '\n\n<!-- end of runs -->';
const shownViolations = 40;
const shownStories = 8;

const seconds = (ms: number | null): string => (ms === null ? 'too long' : `${(ms / 1000).toFixed(1)} s`);

/** One case of one run, for a person at a terminal. */
export function printed(report: CrashReport): string {
  const { violations } = report;
  const lines = [
    `${violations.length === 0 ? 'PASS' : 'FAIL'}  ${report.caseName} on ${report.queue}, seed ${report.seed}, ${report.seconds.toFixed(0)} s`,
    `      operations ${report.operations}, disturbances ${report.disturbances}, bookings ${report.bookings}, duplicates ${report.duplicates}, lost ${report.lost}, in doubt ${report.doubts}`,
    `      notifications ${report.events} (delivered again: ${report.repeatedDeliveries}), all ended after ${seconds(report.endedMs)}, all told after ${seconds(report.toldMs)}`,
    ...report.notes.filter((note) => note !== '').map((note) => `      ${note}`),
    ...violations.slice(0, shownViolations).map((violation) => `      ! ${violation}`),
    ...(violations.length > shownViolations ? [`      ! and ${violations.length - shownViolations} more`] : []),
    ...report.stories.slice(0, shownStories).map((story) => `      ${story}`),
    ...(violations.length > 0 ? ['      what was done to it:', ...report.log.map((line) => `        ${line}`)] : []),
    ...(violations.length > 0
      ? [`      again: npm run test:crash -- --case ${report.caseName} --queue ${report.queue} --seed ${report.seed}`]
      : []),
  ];
  return lines.join('\n');
}

/** Adds the run to the table of docs/reliability.md. */
export function record(report: CrashReport, day: string): void {
  const row = [
    day,
    report.caseName,
    report.queue,
    report.seed,
    report.operations,
    report.disturbances,
    report.bookings,
    report.duplicates,
    report.lost,
    report.doubts,
    report.repeatedDeliveries,
    seconds(report.endedMs),
    seconds(report.toldMs),
    report.violations.length === 0 ? 'pass' : 'FAIL',
  ];
  const text = readFileSync(page, 'utf8');
  writeFileSync(page, text.replace(endOfTable, `\n| ${row.join(' | ')} |${endOfTable}`));
}
