import type { Context } from '../../context';
import { judgeApi, judgeSellers, readApiClock } from './checks/api';
import { judgeClock } from './checks/clocks';
import type { Check } from './run-check';

const LIMIT_MS = 10_000;
const SELLERS_LIMIT_MS = 600_000;
const REACH_API = 'Check that the API runs, and that its address is right (--url, ADO_URL or a profile).';
const GIVE_KEY = "Give a trader's key of the tenant: ADO_KEY, --key-file, or a profile.";

/** What is asked of the API, and by it of sellers. */
export function apiChecks(url: string, sellers: readonly string[] | undefined, context: Context): Check[] {
  const { now } = context.world;
  return [
    { name: 'api', limitMs: LIMIT_MS, whatToDo: REACH_API, look: () => judgeApi(url, LIMIT_MS) },
    {
      name: 'clock of the API',
      limitMs: LIMIT_MS,
      whatToDo: REACH_API,
      look: async () => judgeClock(await readApiClock(url, LIMIT_MS, now)),
    },
    {
      name: 'seller',
      limitMs: SELLERS_LIMIT_MS,
      whatToDo: GIVE_KEY,
      look: async () => judgeSellers(await context.client(), sellers),
    },
  ];
}
