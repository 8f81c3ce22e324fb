import type { Client } from '@adcp-orchestrator/client';
import { answered } from '../../../connection/answered';
import { readPages } from '../../../paging';
import { type Verdict, fail, ok, warn } from '../finding';
import { lookAtEach } from '../run-check';
import type { ClockReading } from './clocks';

const MOST_SELLERS = 20;
/** The API lets a tenant have three probes under way. */
const PROBES_AT_ONCE = 2;
/** The API gives a probe 20 s, and asks to wait 5 s while too many are under way. */
const PROBE_LIMIT_MS = 40_000;

interface Readiness {
  status: string;
  checks: Record<string, { status: string; detail?: string }>;
}

/** Whether the API is ready, in its own words. */
export async function judgeApi(url: string, limitMs: number): Promise<Verdict[]> {
  const response = await fetch(`${url}/readyz`, { redirect: 'manual', signal: AbortSignal.timeout(limitMs) });
  const report = response.status === 200 || response.status === 503 ? asReadiness(await response.text()) : null;
  if (report === null) {
    return [
      warn(
        `${url}/readyz answered ${response.status}, not in the words of the API`,
        'Check the address; an ingress may publish /v1 alone, then ask inside the network.',
      ),
    ];
  }
  const wrong = Object.entries(report.checks).filter(([, { status }]) => status !== 'ok');
  if (wrong.length === 0) return [ok('it is ready')];
  return wrong.map(([name, { status, detail = status }]) => ({
    ...(status === 'failed' ? fail : warn)(detail, 'The log of the API has more; docs/runbooks name what to do.'),
    about: name,
  }));
}

function asReadiness(text: string): Readiness | null {
  try {
    const value = JSON.parse(text) as Partial<Readiness> | null;
    return typeof value?.checks === 'object' ? (value as Readiness) : null;
  } catch {
    return null;
  }
}

/** Every answer tells the time, to the second. */
export async function readApiClock(url: string, limitMs: number, now: () => Date): Promise<ClockReading> {
  const ask = () => fetch(`${url}/healthz`, { redirect: 'manual', signal: AbortSignal.timeout(limitMs) });
  // The first one opens the connection, which is not to be counted.
  await (await ask()).body?.cancel();
  const before = now();
  const response = await ask();
  const after = now();
  await response.body?.cancel();
  const at = Date.parse(response.headers.get('date') ?? '');
  if (Number.isNaN(at)) throw new Error('its answer does not tell the time');
  return { before, theirs: new Date(at), after, coarseMs: 1_000 };
}

/** Has the API ask sellers of the key's tenant over MCP: the API keeps the rules of calls to them. */
export async function judgeSellers(client: Client, named: readonly string[] | undefined): Promise<Verdict[]> {
  const { items, hasMore } =
    named === undefined
      ? await readPages(MOST_SELLERS, (query) => answered(client.GET('/v1/sellers', { params: { query } })))
      : { items: named.map((id) => ({ id })), hasMore: false };
  if (items.length === 0) return [ok('the tenant of the key has no seller yet')];
  const found = await lookAtEach(
    items,
    {
      atOnce: PROBES_AT_ONCE,
      limitMs: PROBE_LIMIT_MS,
      about: ({ id }) => id,
      whatToDo: 'Check the address and the role of the key: a probe needs a trader.',
    },
    ({ id }) => judgeSeller(client, id),
  );
  return hasMore
    ? [...found, warn(`only the first ${MOST_SELLERS} sellers were asked`, 'Name the others with --seller.')]
    : found;
}

async function judgeSeller(client: Client, id: string): Promise<Verdict> {
  const probe = await answered(client.POST('/v1/sellers/{id}/probe', { params: { path: { id } } }));
  const first = (result: string) => probe.findings.find((finding) => finding.result === result);
  const [fails, warns] = [first('fails'), first('warns')];
  const further = `"ado sellers probe ${id}" shows all of it.`;
  if (fails !== undefined) return fail(fails.message, fails.what_to_do ?? further);
  if (warns !== undefined) return warn(warns.message, warns.what_to_do ?? further);
  return ok(`it works, asked in ${probe.duration_ms} ms`);
}
