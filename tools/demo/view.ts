import { styleText } from 'node:util';
import Table from 'cli-table3';
import type { Followed, OperationJson } from './follow';

export interface View {
  show: (buys: readonly Followed[]) => void;
  say: (line: string) => void;
  end: () => void;
}

const colours: Record<string, 'green' | 'red' | 'yellow' | 'cyan' | 'gray' | 'magenta'> = {
  created: 'green',
  active: 'green',
  completed: 'green',
  failed: 'red',
  rejected: 'red',
  canceled: 'red',
  in_doubt: 'magenta',
  timed_out: 'magenta',
  requested: 'gray',
  submitting: 'cyan',
};

/**
 * A table that redraws itself on a terminal that is high enough. Everywhere else, one line per change.
 * @param rows how many buys there will be
 */
export function makeView(out: NodeJS.WriteStream, rows: number): View {
  const fits = out.isTTY && out.rows >= rows + 6 && out.columns >= 100;
  return fits ? redrawing(out) : plain(out);
}

function redrawing(out: NodeJS.WriteStream): View {
  let height = 0;
  let last = '';
  let shown: readonly Followed[] = [];
  const draw = () => {
    const text = tableOf(shown, Date.now());
    if (text === last) return;
    out.write(`${height > 0 ? `\u001b[${height}A` : ''}\u001b[J${text}\n`);
    last = text;
    height = text.split('\n').length;
  };
  return {
    show: (buys) => {
      shown = buys;
      draw();
    },
    say: (line) => {
      out.write(`${height > 0 ? `\u001b[${height}A\u001b[J` : ''}${line}\n`);
      height = 0;
      last = '';
      if (shown.length > 0) draw();
    },
    // What is printed from now on stands below the last table.
    end: () => {
      height = 0;
      shown = [];
    },
  };
}

function plain(out: NodeJS.WriteStream): View {
  const known = new Map<string, string>();
  return {
    show: (buys) => {
      for (const { id, number, seller, buy, operation } of buys) {
        if (known.get(id) === operation.status) continue;
        known.set(id, operation.status);
        out.write(
          `${waited(operation, Date.now()).padStart(6)}  ${String(number).padStart(2)}  ${seller.name.padEnd(12)}  ${buy.story.padEnd(32)}  ${operation.status}${said(operation)}\n`,
        );
      }
    },
    say: (line) => out.write(`${line}\n`),
    end: () => undefined,
  };
}

export function tableOf(buys: readonly Followed[], now: number): string {
  const table = new Table({
    head: ['#', 'Seller', 'Dialect', 'Budget', 'Script', 'Status', 'Seller says', 'Waited'],
    style: { head: ['bold'], border: ['gray'], compact: true },
    colAligns: ['right', 'left', 'left', 'right', 'left', 'left', 'left', 'right'],
  });
  for (const { number, seller, buy, operation } of buys) {
    const colour = colours[operation.status] ?? 'yellow';
    table.push([
      number,
      seller.name,
      seller.dialect,
      `$${buy.budget.toLocaleString('en-US')}`,
      buy.story,
      styleText(colour, operation.status),
      operation.seller_task_status ?? operation.seller_status ?? '',
      waited(operation, now),
    ]);
  }
  return table.toString();
}

/** From the REST call to the end, or until now. */
export function waited(operation: OperationJson, now: number): string {
  const until = operation.settled_at ? Date.parse(operation.settled_at) : now;
  return `${(Math.max(0, until - Date.parse(operation.created_at)) / 1000).toFixed(1)} s`;
}

function said(operation: OperationJson): string {
  const parts = [
    operation.task_id && `task ${operation.task_id}`,
    operation.media_buy_id && `media buy ${operation.media_buy_id}`,
    operation.error?.message,
  ];
  const text = parts.filter(Boolean).join(', ');
  return text ? ` (${text})` : '';
}
