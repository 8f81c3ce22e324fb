import { styleText } from 'node:util';
import type { World } from '../world';
import { Table, type Column } from './table';
import { plain } from './plain';

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

interface Manner {
  json: boolean;
  /** False after `--no-color`. */
  color: boolean;
}

/**
 * What a command says. Answers go to stdout: JSON, text for a person at a terminal, or lines with tabs for a pipe. Remarks and
 * questions go to stderr.
 */
export class Output {
  constructor(
    private readonly world: Pick<World, 'stdout' | 'stderr' | 'env' | 'now'>,
    private readonly manner: Manner,
  ) {}

  get isJson(): boolean {
    return this.manner.json;
  }

  /** Whether a person looks at stdout. */
  get isTerminal(): boolean {
    return this.world.stdout.isTTY === true && !this.manner.json;
  }

  /** One way for a program, one for a person. */
  answer(value: unknown, inWords: () => void): void {
    if (this.manner.json) this.json(value);
    else inWords();
  }

  json(value: unknown): void {
    this.world.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
  }

  /** NDJSON. */
  jsonLine(value: unknown): void {
    this.world.stdout.write(`${JSON.stringify(value)}\n`);
  }

  line(text = ''): void {
    this.world.stdout.write(`${text}\n`);
  }

  /** For a person, beside the answer: never part of what a program reads. */
  remark(text: string): void {
    this.world.stderr.write(`${text}\n`);
  }

  table<T>(columns: readonly Column<T>[], rows: readonly T[]): void {
    const table = new Table(columns, this.world.now());
    if (!this.isTerminal) for (const line of table.tabbed(rows)) this.line(line);
    else this.line(table.drawn(rows, this.world.stdout.columns ?? 120, (text) => this.paint('dim', text)));
  }

  paint(style: Style, text: string): string {
    return this.hasColor ? styleText(style, text) : text;
  }

  /** What others wrote (sellers, desks), without the characters that would steer a terminal. */
  plain(text: string): string {
    return plain(text);
  }

  private get hasColor(): boolean {
    const { NO_COLOR, TERM } = this.world.env;
    return this.isTerminal && this.manner.color && (NO_COLOR ?? '') === '' && TERM !== 'dumb';
  }
}
