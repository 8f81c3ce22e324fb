import Table from 'cli-table3';
import type { Told } from '../tools/bench/figure';
import { median } from './measure/statistics';
import type { RoundResult } from './rounds/bench';

/** Processes that belong to neither side. */
const stage = ['stub seller', 'receiver', 'load'];

const whole = (value: number) => Math.round(value).toLocaleString('en-US');

/** Every round in the order in which it ran. */
export function roundsTable(rounds: readonly RoundResult[]): string {
  const table = new Table({
    head: ['round', 'side', 'operations', 'seconds', 'operations/s', 'others on the machine'],
  });
  rounds.forEach((round, index) => {
    table.push([
      index + 1,
      round.side,
      whole(round.operations),
      round.seconds.toFixed(2),
      whole(round.perSecond),
      `${Math.round(round.foreign * 100)} %`,
    ]);
  });
  return table.toString();
}

/** Throughput and CPU per operation of both sides, medians over the rounds. */
export function comparison(script: readonly RoundResult[], product: readonly RoundResult[]): string {
  const table = new Table({ head: ['', "the guide's script", 'this product', 'ratio', 'spread over the pairs'] });
  const row = (what: string, value: (round: RoundResult) => number, better: 'more' | 'less') => {
    const ratios = product.flatMap((round, index) => {
      const other = script[index];
      if (other === undefined) return [];
      return [better === 'more' ? value(round) / value(other) : value(other) / value(round)];
    });
    table.push([
      what,
      whole(median(script.map(value))),
      whole(median(product.map(value))),
      median(ratios).toFixed(2),
      `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`,
    ]);
  };
  row('operations/s', ({ perSecond }) => perSecond, 'more');
  row('CPU per operation, µs (its processes, Postgres, Redis)', cpuOfSide, 'less');
  return table.toString();
}

const GOAL_RATIO = 1.7;
const GOAL_CPU_US = 1_650;

/** The ratio of the pairs, and CPU of this product per operation; the same in two plain lines for programs that read. */
export function goals(script: readonly RoundResult[], product: readonly RoundResult[]): Told {
  const ratios = product.flatMap(({ perSecond }, index) => {
    const other = script[index];
    return other === undefined ? [] : [perSecond / other.perSecond];
  });
  const ratio = median(ratios);
  const cpu = Math.round(median(product.map(cpuOfSide)));
  const pairs = `median of ${ratios.length} pairs of ${whole(product[0]?.operations ?? 0)}`;
  return {
    figures: [
      {
        what: `end to end against the guide's script, ${pairs}`,
        goal: `>= ${GOAL_RATIO}`,
        figure: ratio.toFixed(2),
        reached: ratio >= GOAL_RATIO,
      },
      {
        what: 'CPU an operation, ours + Postgres + Redis',
        goal: `<= ${whole(GOAL_CPU_US)} µs`,
        figure: `${whole(cpu)} µs`,
        reached: cpu <= GOAL_CPU_US,
      },
    ],
    plain: [`ratio ${ratio.toFixed(2)}`, `cpu_us ${cpu}`],
  };
}

export function cpuOfSide({ cpu }: RoundResult): number {
  return Object.entries(cpu)
    .filter(([name]) => !stage.includes(name))
    .reduce((sum, [, value]) => sum + value, 0);
}

/** What one operation costs on one side. */
export function costTable(rounds: readonly RoundResult[]): string {
  const table = new Table({ head: ['one operation costs', rounds[0]?.side ?? ''] });
  const per = (value: (round: RoundResult) => number) =>
    median(rounds.map((round) => value(round) / round.operations)).toFixed(2);
  for (const name of Object.keys(rounds[0]?.cpu ?? {})) {
    table.push([`CPU of ${name}, µs`, whole(median(rounds.map(({ cpu }) => cpu[name] ?? 0)))]);
  }
  if (rounds.every(({ statements }) => statements !== null)) {
    table.push(['SQL statements', per(({ statements }) => total(statements?.map(({ calls }) => calls)))]);
  }
  if (rounds.some(({ hints }) => hints.handled > 0)) {
    table.push(['queue jobs sent', per(({ hints }) => hints.sent)]);
    table.push(['hints worked on', per(({ hints }) => hints.handled)]);
    table.push(['Redis commands', per(({ redisCommands }) => redisCommands)]);
  }
  table.push(['requests from the desk', '1.00']);
  for (const name of Object.keys(rounds[0]?.sellerRequests ?? {})) {
    table.push([`requests to the seller: ${name}`, per(({ sellerRequests }) => sellerRequests[name] ?? 0)]);
  }
  table.push(['requests to the receiver', per(({ notifications }) => notifications)]);
  return table.toString();
}

/** The statements of one round, the costliest first. */
export function statementTable({ statements, operations }: RoundResult): string | null {
  if (statements === null) return null;
  const table = new Table({ head: ['statement', 'calls per operation', 'µs per call', 'µs per operation'] });
  for (const { text, calls, milliseconds } of statements.slice(0, 16)) {
    table.push([
      text.replace(/\s+/g, ' ').slice(0, 70),
      (calls / operations).toFixed(3),
      whole((milliseconds * 1000) / calls),
      whole((milliseconds * 1000) / operations),
    ]);
  }
  return table.toString();
}

function total(values: readonly number[] = []): number {
  return values.reduce((sum, value) => sum + value, 0);
}
