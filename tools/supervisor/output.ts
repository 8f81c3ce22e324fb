import { styleText } from 'node:util';

const levels: Record<string, string> = {
  10: 'TRACE',
  20: 'DEBUG',
  30: 'INFO',
  40: 'WARN',
  50: 'ERROR',
  60: 'FATAL',
};
const colours = ['cyan', 'green', 'yellow', 'magenta', 'blue', 'gray'] as const;
const quietFields = new Set([
  'level',
  'time',
  'msg',
  'pid',
  'hostname',
  'name',
  'app',
  'service',
  'v',
  'req',
  'res',
  'err',
  'context',
]);
const longestField = 300;

/** A line of pino's. Apps and libraries may write any field in any form. */
interface LogEntry {
  level?: unknown;
  time?: number | string;
  msg?: string;
  req?: { method: string; url: string };
  res?: { statusCode: number };
  err?: { stack?: string; message?: string };
}

/**
 * Prints the parts' lines, each after its part's name. On a terminal they are compact; everywhere else they stay as
 * they are (JSON).
 */
export function lineWriter({
  write = (text) => process.stdout.write(text),
  terminal = process.stdout.isTTY,
  width = 10,
}: { write?: (text: string) => void; terminal?: boolean; width?: number } = {}): (name: string, line: string) => void {
  const coloured = terminal && !process.env['NO_COLOR'];
  const colourOf = new Map<string, (typeof colours)[number]>();
  return (name: string, line: string) => {
    if (!colourOf.has(name)) colourOf.set(name, colours[colourOf.size % colours.length] ?? 'gray');
    const prefix = `${name.padEnd(width)} |`;
    write(
      `${coloured ? styleText(colourOf.get(name) ?? 'gray', prefix) : prefix} ${terminal ? compact(line) : line}\n`,
    );
  };
}

/**
 * `{"level":30,"time":…,"msg":"listening","port":1}` → `12:00:00.000 INFO  listening port=1`; anything else stays as it is.
 */
export function compact(line: string): string {
  if (!line.startsWith('{')) return line;
  let entry: LogEntry;
  try {
    entry = JSON.parse(line) as LogEntry;
  } catch {
    return line; // looked like JSON, is not
  }
  if (typeof entry.level !== 'number' && typeof entry.level !== 'string') return line;
  const time = new Date(entry.time ?? NaN);
  const clock = Number.isNaN(time.getTime()) ? '' : `${time.toISOString().slice(11, 23)} `;
  const level = String(levels[entry.level] ?? entry.level).toUpperCase();
  const fields = Object.entries(entry)
    .filter(([key]) => !quietFields.has(key))
    .map(([key, value]) => `${key}=${shorten(typeof value === 'string' ? value : JSON.stringify(value))}`);
  const request = entry.req
    ? [`${entry.req.method} ${entry.req.url}${entry.res ? ` ${entry.res.statusCode}` : ''}`]
    : [];
  const error = entry.err ? [entry.err.stack ?? entry.err.message ?? JSON.stringify(entry.err)] : [];
  return [`${clock}${level.padEnd(5)}`, entry.msg ?? '', ...request, ...fields, ...error].filter(Boolean).join(' ');
}

function shorten(text: string | undefined): string | undefined {
  return text !== undefined && text.length > longestField ? `${text.slice(0, longestField)}…` : text;
}
