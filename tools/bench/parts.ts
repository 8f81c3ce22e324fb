import {
  embeddedContext,
  historyContext,
  serviceContext,
  throughputContext,
  tracingContext,
  withoutRedisContext,
  yearContext,
} from './contexts';
import { intakeContext } from './intake';
import type { BenchPart, BenchPartName } from './part';

const ofMillion = { operations: 1_000_000, most: 10_000_000 };
const ofHistory = { program: 'history', ...ofMillion, hasGoals: true, start: historyContext } as const;

/** By option, in the order in which they are measured. */
export const benchParts: Readonly<Record<BenchPartName, BenchPart>> = {
  '--throughput': { program: 'main', operations: 6_000, hasGoals: true, start: throughputContext },
  '--idle': { program: 'idle', operations: 300, hasGoals: true, start: serviceContext },
  '--lists': ofHistory,
  '--growth': ofHistory,
  '--gauges': ofHistory,
  '--year': { program: 'year', operations: 1_000_000, most: 12_000_000, hasGoals: false, start: yearContext },
  '--pending': { program: 'pending', operations: 100_000, hasGoals: true, start: serviceContext },
  '--memory': { program: 'memory', operations: 8_000, hasGoals: true, start: withoutRedisContext },
  '--embedded': { program: 'embedded', operations: 2_000, hasGoals: true, start: embeddedContext },
  '--tracing': { program: 'tracing', operations: 2_000, hasGoals: true, start: tracingContext },
  '--streams': { program: 'streams', operations: 6_000, hasGoals: false, start: serviceContext },
  '--console': { program: 'console', ...ofMillion, hasGoals: false, start: serviceContext },
  '--intake': { program: 'intake', operations: 6_000, hasGoals: false, start: intakeContext },
};
