import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';
import { createClient } from '@adcp-orchestrator/client';
import { type CaseContext, type CaseResult, conclude } from '../crash-case';
import { handOverLoad } from '../load';
import { courses } from '../orders';
import { World } from '../world';

const absenceMs = 1_500;
/** After everything else has ended, the last events are read within this time. */
const lastEventsMs = 30_000;
const lookMs = 100;

/**
 * Case 7: a reader follows all events while the load runs. Its connection is cut at random moments, and the API is killed; it
 * resumes at any replica. In the end it has seen every event exactly once.
 */
export async function streams(context: CaseContext): Promise<CaseResult> {
  const world = await World.start({ ...context, replicas: 2 });
  const ended = new AbortController();
  const reader = new CutReader(world, context.datastores.secrets.BOOTSTRAP_API_KEY, ended.signal);
  try {
    await reader.begun();
    const lengthMs = context.short ? 6_000 : 240_000;
    const operations = context.short ? 60 : 5_000;
    const load = handOverLoad(world, { operations, overMs: lengthMs * 0.9, scripts: courses });
    const [, , kills] = await Promise.all([
      load,
      reader.cutAtRandom(context.short ? 25 : 200, lengthMs),
      killTheApi(world, context.short ? 2 : 5, lengthMs),
    ]);
    const result = await conclude(world, { disturbances: reader.cuts + kills, notes: [`${reader.cuts} cuts`] });
    const violations = await reader.compare();
    return { ...result, violations: [...result.violations, ...violations] };
  } finally {
    ended.abort();
    await reader.reading.catch(() => undefined); // what it died of is among the violations
    await world.stop();
  }
}

async function killTheApi({ fleet, random, log }: World, times: number, lengthMs: number): Promise<number> {
  const chance = random.stream('api kills');
  const apis = fleet.members.filter(({ service }) => service === 'intake-api');
  for (let kill = 0; kill < times; kill += 1) {
    await sleep(Math.max(0, lengthMs / times - absenceMs));
    const victim = chance.pick(apis);
    log(`kill intake-api ${victim.replica}`);
    await fleet.kill(victim);
    await sleep(absenceMs);
    fleet.start(victim);
  }
  await Promise.all(apis.map((api) => fleet.ready(api)));
  return times;
}

/** Follows every event by the client that desks use. Each connection goes to a replica by chance, and can be cut. */
class CutReader {
  readonly reading: Promise<void>;
  cuts = 0;
  private readonly seen: string[] = [];
  private position: string | undefined;
  private failure: unknown;
  private connection = new AbortController();

  constructor(
    private readonly world: World,
    apiKey: string,
    signal: AbortSignal,
  ) {
    const chance = world.random.stream('replicas');
    const client = createClient({
      baseUrl: 'http://replica',
      apiKey,
      fetch: async (input, init) => {
        if (typeof input !== 'string') throw new Error('the client follows events by their address');
        const url = input.replace('http://replica', chance.pick(world.fleet.apiUrls));
        const connection = new AbortController();
        this.connection = connection;
        const response = await fetch(url, init);
        const body = response.body?.pipeThrough(new TransformStream(), { signal: connection.signal }) ?? null;
        return new Response(body, response);
      },
    });
    const follow = async (): Promise<void> => {
      const onPosition = (position: string): void => {
        this.position = position;
      };
      for await (const { event } of client.events({ signal, onPosition })) this.seen.push(event.id);
    };
    this.reading = follow();
    this.reading.catch((error: unknown) => {
      this.failure = error;
    });
  }

  async begun(): Promise<void> {
    while (this.position === undefined && this.failure === undefined) await sleep(lookMs);
  }

  async cutAtRandom(times: number, overMs: number): Promise<void> {
    const chance = this.world.random.stream('cuts');
    for (let cut = 0; cut < times; cut += 1) {
      await sleep(chance.between(0, (2 * overMs) / times));
      this.connection.abort(new TypeError('cut'));
      this.cuts += 1;
    }
  }

  /** @returns what is wrong with what it has read */
  async compare(): Promise<string[]> {
    const written = async () =>
      (
        await this.world.ledger.rows<{ id: string }>(
          'SELECT id FROM events UNION SELECT operation_id FROM intake_events',
        )
      ).map(({ id }) => id);
    const until = Date.now() + lastEventsMs;
    let all = await written();
    while (this.seen.length < all.length && Date.now() < until) {
      await sleep(lookMs);
      all = await written();
    }
    const once = new Set(this.seen);
    const missed = all.filter((id) => !once.has(id));
    return [
      ...(this.failure === undefined ? [] : [`the reader died: ${inspect(this.failure)}`]),
      ...(missed.length === 0
        ? []
        : [`${missed.length} of ${all.length} events never came to the reader: ${missed[0] ?? ''}`]),
      ...(once.size === this.seen.length ? [] : [`${this.seen.length - once.size} events came more than once`]),
    ];
  }
}
