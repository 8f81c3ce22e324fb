import CliTable from 'cli-table3';
import { distance } from './moment';
import { plain } from './plain';

export type Cell = string | number | boolean | null | undefined;

/** A column of a list. */
export interface Column<T> {
  /** Also its name in the first line for a pipe. */
  name: string;
  of: (row: T) => Cell;
  /** An instant: a person reads how long ago, a program the instant. */
  isTime?: true;
  /** Long text: a terminal gets what fits. */
  isLong?: true;
}

const BORDERLESS = Object.fromEntries(
  ['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right'].map((part) => [
    part,
    '',
  ]),
);
const GAP = 2;
const LEAST_LONG = 20;

/** Rows for a person (columns with spaces) or for a program (tabs, a first line with the names). */
export class Table<T> {
  constructor(
    private readonly columns: readonly Column<T>[],
    private readonly now: Date,
  ) {}

  /** Nothing is shortened, and every value is in one line. */
  tabbed(rows: readonly T[]): string[] {
    const head = this.columns.map(({ name }) => name).join('\t');
    return [head, ...rows.map((row) => this.columns.map(({ of }) => textOf(of(row))).join('\t'))];
  }

  drawn(rows: readonly T[], width: number, dim: (text: string) => string): string {
    const cells = rows.map((row) => this.columns.map((column) => this.shown(column, row)));
    const widths = this.columns.map(({ name }, index) =>
      Math.max(name.length, ...cells.map((line) => line[index]?.length ?? 0)),
    );
    const over = widths.reduce((sum, each) => sum + each + GAP, 0) - width;
    const long = this.columns.findIndex(({ isLong }) => isLong);
    const room = long < 0 || over <= 0 ? null : Math.max(LEAST_LONG, (widths[long] ?? 0) - over);
    const table = new CliTable({
      head: this.columns.map(({ name }) => dim(name)),
      chars: {
        ...BORDERLESS,
        mid: '',
        'left-mid': '',
        'mid-mid': '',
        'right-mid': '',
        left: '',
        right: '',
        middle: '',
      },
      style: { head: [], border: [], 'padding-left': 0, 'padding-right': GAP },
    });
    for (const line of cells) {
      table.push(line.map((text, index) => (index === long && room !== null ? cut(text, room) : text)));
    }
    return table
      .toString()
      .split('\n')
      .map((line) => line.trimEnd())
      .join('\n');
  }

  private shown({ of, isTime }: Column<T>, row: T): string {
    const value = of(row);
    return isTime === true && typeof value === 'string' ? distance(value, this.now) : textOf(value);
  }
}

function textOf(value: Cell): string {
  return value === null || value === undefined ? '' : plain(String(value));
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
