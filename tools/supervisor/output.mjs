// @ts-check
import { styleText } from 'node:util';

const levels = /** @type {Record<number, string>} */ ({
  10: 'TRACE',
  20: 'DEBUG',
  30: 'INFO',
  40: 'WARN',
  50: 'ERROR',
  60: 'FATAL',
});
const colours = /** @type {const} */ (['cyan', 'green', 'yellow', 'magenta', 'blue', 'gray']);
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

/**
 * Prints the parts' lines, each behind its part's name: compact on a terminal, as they are (JSON) everywhere else.
 * @param {{ write?: (text: string) => void, terminal?: boolean, width?: number }} [options]
 */
export function lineWriter({
  write = (text) => process.stdout.write(text),
  terminal = process.stdout.isTTY === true,
  width = 10,
} = {}) {
  const coloured = terminal && !process.env['NO_COLOR'];
  /** @type {Map<string, typeof colours[number]>} */
  const colourOf = new Map();
  return (/** @type {string} */ name, /** @type {string} */ line) => {
    if (!colourOf.has(name)) colourOf.set(name, colours[colourOf.size % colours.length] ?? 'gray');
    const prefix = `${name.padEnd(width)} |`;
    write(
      `${coloured ? styleText(colourOf.get(name) ?? 'gray', prefix) : prefix} ${terminal ? compact(line) : line}\n`,
    );
  };
}

/**
 * `{"level":30,"time":…,"msg":"listening","port":1}` → `12:00:00.000 INFO  listening port=1`; anything else stays as it is.
 * @param {string} line
 */
export function compact(line) {
  if (!line.startsWith('{')) return line;
  let entry;
  try {
    entry = JSON.parse(line);
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
  const error = entry.err ? [String(entry.err.stack ?? entry.err.message ?? JSON.stringify(entry.err))] : [];
  return [`${clock}${level.padEnd(5)}`, String(entry.msg ?? ''), ...request, ...fields, ...error]
    .filter(Boolean)
    .join(' ');
}

/** @param {string | undefined} text */
function shorten(text) {
  return text !== undefined && text.length > longestField ? `${text.slice(0, longestField)}…` : text;
}
