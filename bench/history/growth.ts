import Table from 'cli-table3';
import type { Figure } from '../../tools/bench/figure';
import type { Product } from '../context';
import type { PostgresProbe, StatementCost } from '../measure/postgres';
import { median } from '../measure/statistics';
import { say } from '../program';
import type { RoundResult } from '../rounds/bench';
import { roundsByTurns } from '../rounds/by-turns';
import type { World } from '../rounds/world';

const GOAL = 1.1;
const WARM_UP = 2_000;
const OPERATIONS = 2_000;

/** By a word of its statements, as pg_stat_statements shows them: constants are gone. The first that fits counts. */
const steps: [step: string, fits: (statement: StatementCost) => boolean][] = [
  ['intake', ({ role }) => role === 'adcp_api'],
  ['gate', ({ text }) => /INSERT INTO timeline/.test(text) && /jsonb_to_recordset/.test(text)],
  ['submitting', ({ text }) => /lease_owner/.test(text) && !/poll_lease_owner/.test(text)],
];

interface GrowthOptions {
  large: Product;
  small: Product;
  postgres: PostgresProbe;
  world: World;
  rounds: number;
  sellers: number;
  there: string;
  few: number;
}

/** Compares what the database spends on one operation among many with what it spends among few, in rounds by turns. */
export async function measureGrowth(options: GrowthOptions): Promise<Figure[]> {
  const { large, small, postgres, world, rounds, sellers, there, few } = options;
  const services = [
    [small, `among ${few.toLocaleString()} operations`],
    [large, `among ${there} operations`],
  ] as const;
  const turns = { world, postgres, services, sellers, warmUp: WARM_UP, rounds, operations: OPERATIONS };
  return report(...(await roundsByTurns(turns)), there);
}

function report(few: readonly RoundResult[], many: readonly RoundResult[], there: string): Figure[] {
  const table = new Table({ head: ['in the database, µs an operation', 'among few', 'among many', 'ratio'] });
  const figures = steps.map(([step], index): Figure => {
    const goal = `<= ${GOAL} of 10,000`;
    const what = `${there} operations: ${step}, time in the database an operation`;
    const [before, after] = [few.map((round) => spent(round, index)), many.map((round) => spent(round, index))];
    if ([...before, ...after].includes(null))
      return { what, goal, figure: 'statements are not counted', reached: null };
    const pairs = after.map((value, at) => (value ?? NaN) / (before[at] ?? NaN));
    const ratio = median(pairs);
    if (!(ratio > 0)) throw new Error(`no statement of the step "${step}" was found`);
    const microseconds = (of: (number | null)[]) => Math.round(median(of.map((value) => value ?? NaN)));
    table.push([step, microseconds(before), microseconds(after), ratio.toFixed(2)]);
    return { what, goal, figure: ratio.toFixed(2), reached: ratio <= GOAL };
  });
  say(table.toString());
  say('Checked in every round: every operation created, booked once at the seller, and told of twice.');
  return figures;
}

/** @returns microseconds an operation; null when the server does not count statements */
function spent({ statements, operations }: RoundResult, step: number): number | null {
  if (statements === null) return null;
  const own = statements.filter((statement) => steps.findIndex(([, fits]) => fits(statement)) === step);
  return (own.reduce((sum, { milliseconds }) => sum + milliseconds, 0) * 1_000) / operations;
}
