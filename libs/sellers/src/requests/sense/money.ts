import { type Json, type JsonObject, isJsonObject, sumOfBudgets } from '@adcp-orchestrator/domain';
import { MAX_FAULTS, type RequestFault, below } from '../request-fault';
import { similarName } from '../schema/similar-name';
import { shown } from '../schema/words';

const CODES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** Sums of money that differ by less are the same. */
const CENT = 0.01;

/** A list of packages in a request, and where it stands. */
const LISTS = ['packages', 'new_packages'];

/** @returns the objects among the packages of a request, each with its pointer */
export function packagesOf(request: JsonObject): { pointer: string; item: JsonObject }[] {
  return LISTS.flatMap((list) => {
    const items = request[list];
    if (!Array.isArray(items)) return [];
    return items.flatMap((item, index) => (isJsonObject(item) ? [{ pointer: `/${list}/${index}`, item }] : []));
  });
}

/** @returns a fault for an amount of money that is a number, and not above zero */
export function amountFault(pointer: string, amount: Json | undefined): RequestFault | null {
  if (typeof amount !== 'number' || amount > 0) return null;
  return {
    pointer,
    detail: `must be above 0, and is ${amount}`,
    limit: 0,
    suggestion: 'Give the money that may be spent, in units of the currency.',
  };
}

/** @returns faults of every budget of a request, its packages included: not above zero */
export function budgetFaults(request: JsonObject, names: readonly string[]): RequestFault[] {
  return [{ pointer: '', item: request }, ...packagesOf(request)].flatMap(({ pointer, item }) =>
    names.flatMap((name) => {
      const budget = item[name];
      const at = below(pointer, name);
      const fault = isJsonObject(budget) ? amountFault(`${at}/amount`, budget.amount) : amountFault(at, budget);
      return fault === null ? [] : [fault];
    }),
  );
}

/**
 * A request whose packages all have a budget, and do not add up to its total, may buy more or less than was meant.
 * @returns a doubt about the total; none when the two agree, or one of them is not there
 */
export function sumDoubts(request: JsonObject): RequestFault[] {
  const total = amountOf(request.total_budget);
  const items = Array.isArray(request.packages) ? request.packages : [];
  const sum = sumOfBudgets(items.map((item) => (isJsonObject(item) ? amountOf(item.budget) : null)));
  if (total === null || sum === null || Math.abs(sum - total) < CENT) return [];
  return [
    {
      pointer: '/total_budget',
      detail: `is ${total}, and the budgets of the packages add up to ${sum}`,
      limit: sum,
      suggestion: 'Make the two equal: publishers may go by either.',
    },
  ];
}

function amountOf(budget: Json | undefined): number | null {
  const amount = isJsonObject(budget) ? budget.amount : budget;
  return typeof amount === 'number' ? amount : null;
}

/** @returns faults of the currencies that a request names: a code that is none, and a second one */
export function currencyFaults(request: JsonObject): RequestFault[] {
  const named = [{ pointer: '', item: request }, ...packagesOf(request)].flatMap(({ pointer, item }) =>
    [
      { at: `${pointer}/currency`, code: item.currency },
      { at: `${pointer}/total_budget/currency`, code: currencyIn(item.total_budget) },
      { at: `${pointer}/budget/currency`, code: currencyIn(item.budget) },
    ].filter(({ code }) => typeof code === 'string'),
  );
  const [first] = named;
  const faults: RequestFault[] = [];
  for (const { at, code } of named) {
    if (!CODES.has(code as string)) faults.push(notACode(at, code as string));
    else if (first !== undefined && code !== first.code) faults.push(second(at, code as string, first));
    // A suggestion compares with every code there is. No answer tells more faults than these.
    if (faults.length === MAX_FAULTS) break;
  }
  return faults;
}

function currencyIn(budget: Json | undefined): Json | undefined {
  return isJsonObject(budget) ? budget.currency : undefined;
}

function notACode(pointer: string, code: string): RequestFault {
  const upper = code.toUpperCase();
  const similar = CODES.has(upper) ? upper : similarName(code, CODES);
  return {
    pointer,
    detail: `must be a currency code of ISO 4217, and is ${shown(code)}`,
    limit: 'ISO 4217',
    suggestion: similar === null ? 'Write it like USD or EUR.' : `Write "${similar}".`,
  };
}

function second(pointer: string, code: string, first: { at: string; code: Json | undefined }): RequestFault {
  return {
    pointer,
    detail: `must be ${shown(first.code)} as in "${first.at.slice(1).replaceAll('/', '.')}", and is ${shown(code)}: a media buy has one currency`,
    limit: first.code,
    suggestion: 'Use one currency, or hand over one media buy for each.',
  };
}
