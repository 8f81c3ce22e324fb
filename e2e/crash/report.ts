import type { CrashReport } from './crash-case';

const shownViolations = 40;
const shownStories = 8;

const seconds = (ms: number | null): string => (ms === null ? 'too long' : `${(ms / 1000).toFixed(1)} s`);

/** One case of one run, for a person at a terminal. */
export function printed(report: CrashReport): string {
  const { violations } = report;
  const lines = [
    `${violations.length === 0 ? 'PASS' : 'FAIL'}  ${report.caseName} on ${report.queue}, workers ${report.workers}, seed ${report.seed}, ${report.seconds.toFixed(0)} s`,
    `      operations ${report.operations}, disturbances ${report.disturbances}, bookings ${report.bookings}, duplicates ${report.duplicates}, lost ${report.lost}, in doubt ${report.doubts}`,
    `      notifications ${report.events} (delivered again: ${report.repeatedDeliveries}), all ended after ${seconds(report.endedMs)}, all told after ${seconds(report.toldMs)}`,
    ...report.notes.filter((note) => note !== '').map((note) => `      ${note}`),
    ...violations.slice(0, shownViolations).map((violation) => `      ! ${violation}`),
    ...(violations.length > shownViolations ? [`      ! and ${violations.length - shownViolations} more`] : []),
    ...report.stories.slice(0, shownStories).map((story) => `      ${story}`),
    ...(violations.length > 0 ? ['      what was done to it:', ...report.log.map((line) => `        ${line}`)] : []),
    ...(violations.length > 0
      ? [
          `      again: npm run test:crash -- --case ${report.caseName} --queue ${report.queue} --workers ${report.workers} --seed ${report.seed}`,
        ]
      : []),
  ];
  return lines.join('\n');
}

/** All runs of a command: a row for each case on each queue, as the table of docs/reliability.md has it. */
export function summary(reports: readonly CrashReport[]): string {
  const groups = new Map<string, CrashReport[]>();
  for (const report of reports) {
    const key = `${report.caseName} | ${report.queue} | ${report.workers}`;
    groups.set(key, [...(groups.get(key) ?? []), report]);
  }
  const rows = [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, runs]) => [key, ...Object.values(columns).map((column) => column(runs))]);
  return [
    ['case', 'queue', 'workers', ...Object.keys(columns)],
    ['----', '-----', '-------', ...Object.keys(columns).map((name) => '-'.repeat(name.length))],
    ...rows,
  ]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

type Column = (runs: readonly CrashReport[]) => string;
const sumOf =
  (figure: (report: CrashReport) => number): Column =>
  (runs) =>
    runs.reduce((sum, run) => sum + figure(run), 0).toLocaleString('en');
const longest =
  (figure: (report: CrashReport) => number | null): Column =>
  (runs) =>
    seconds(runs.map(figure).reduce((a, b) => (a === null || b === null ? null : Math.max(a, b)), 0));

const columns: Readonly<Record<string, Column>> = {
  'runs passed': (runs) => `${runs.filter(({ violations }) => violations.length === 0).length} of ${runs.length}`,
  operations: sumOf(({ operations }) => operations),
  disturbances: sumOf(({ disturbances }) => disturbances),
  bookings: sumOf(({ bookings }) => bookings),
  duplicates: sumOf(({ duplicates }) => duplicates),
  lost: sumOf(({ lost }) => lost),
  'in doubt': sumOf(({ doubts }) => doubts),
  'heard again': sumOf(({ repeatedDeliveries }) => repeatedDeliveries),
  'ended within': longest(({ endedMs }) => endedMs),
  'told within': longest(({ toldMs }) => toldMs),
};
