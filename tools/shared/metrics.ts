import { getText } from './get-json';

/**
 * The lines of one process's `/metrics`, read from outside like any scraper does.
 * @throws Error when the process does not answer in time
 */
export async function metricLines(internalUrl: string, timeoutMs?: number): Promise<string[]> {
  return (await getText(`${internalUrl}/metrics`, timeoutMs)).split('\n');
}

/**
 * @param name as in libs/platform/src/metrics/metric-names.ts
 * @param label a text that the line holds, such as `result="sent"`
 * @returns the values of a metric
 * @throws Error when no process has it
 */
export function valuesOf(lines: readonly string[], name: string, label = ''): number[] {
  if (!lines.some((line) => line.startsWith(`# TYPE ${name} `)))
    throw new Error(`no process of the product has the metric ${name}`);
  return lines
    .filter((line) => (line.startsWith(`${name} `) || line.startsWith(`${name}{`)) && line.includes(label))
    .map((line) => Number(line.slice(line.lastIndexOf(' ') + 1)));
}

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
