import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import Table from 'cli-table3';
import { Client } from 'pg';
import { type SoakContext, readSoakContext } from '../context';
import { postgresMb, proportionalMb } from '../measure/memory';
import { PostgresProbe } from '../measure/postgres';
import { RedisProbe } from '../measure/redis';
import { run, say, tell } from '../program';
import { Load } from './load';
import { type Scrape, scrape } from './metrics';
import { type Minute, leastOf, lineOf, quantilesOf } from './minute';
import { Stage } from './stage';
import { endVerdicts, latencyVerdicts, memoryVerdicts } from './verdicts';

const SAMPLES_A_MINUTE = 6;
const MINUTE_MS = 60_000;
/** People, polls and deliveries end within this time, once no more orders come. */
const END_MS = 60_000;
/** After Ctrl-C: the command that started this one does not wait much longer. */
const END_AFTER_CTRL_C_MS = 4_000;
const SHOWN_PROBLEMS = 5;

/** Holds half of the machine's rate, and says each minute how the service is. tools/soak.ts has started it. */
async function main(): Promise<void> {
  const context = readSoakContext();
  const broken = new AbortController();
  for (const name of ['SIGTERM', 'SIGINT'] as const) {
    process.once(name, () => {
      broken.abort();
    });
  }
  const [postgres, redis] = await Promise.all([
    PostgresProbe.connect(context.product.databaseUrl),
    context.redisUrl === null ? null : RedisProbe.connect(context.redisUrl),
  ]);
  const stage = await Stage.open(context.product);
  const load = new Load(context.product, stage);
  try {
    await new Soak(context, { stage, load, postgres, redis }, broken.signal).run();
  } finally {
    stage.close();
    await Promise.all([load.close(), postgres.close(), redis?.close()]);
  }
}

interface Parts {
  stage: Stage;
  load: Load;
  postgres: PostgresProbe;
  redis: RedisProbe | null;
}

class Soak {
  private readonly minutes: Minute[] = [];
  private readonly internalUrls: Readonly<Record<string, string>>;

  constructor(
    private readonly context: SoakContext,
    private readonly parts: Parts,
    private readonly signal: AbortSignal,
  ) {
    const { pids, internalUrls } = context.product;
    this.internalUrls = Object.fromEntries(Object.keys(pids).map((app, place) => [app, internalUrls[place] ?? '']));
  }

  async run(): Promise<void> {
    const { stage, load } = this.parts;
    const { minutes, file } = this.context;
    const rate = this.context.rate ?? (await this.halfOfTheRate());
    const before = await scrape(this.internalUrls);
    // Finding the rate asked for more than the machine does. Of that, only the bookings are judged.
    stage.journal.takeDelays();
    stage.problems.length = 0;
    load.refused = 0;
    const startedAt = performance.now();
    say(`${rate.toFixed(1)} operations a second for ${minutes} minutes; each minute also goes to ${file}`);
    const over = new AbortController();
    const held = load.hold(rate, startedAt + minutes * MINUTE_MS, AbortSignal.any([this.signal, over.signal]));
    try {
      for (let minute = 1; minute <= minutes && !this.signal.aborted; minute += 1) {
        await Promise.race([this.observe(minute, startedAt, before), failureOf(held)]);
      }
    } catch (error) {
      // What was seen until then is worth a table too.
      stage.problems.push(error instanceof Error ? error.message : String(error));
    } finally {
      over.abort();
    }
    await held.catch(() => undefined); // said above
    await this.conclude(before);
  }

  /** The machine's rate is found first, and what that left to do is done before the soak begins. */
  private async halfOfTheRate(): Promise<number> {
    const found = await this.parts.load.findRate(this.signal);
    say(`This machine does ${found.toFixed(1)} operations a second now. Half of that is held.`);
    await this.untilDone();
    return Math.max(1, found / 2);
  }

  private async untilDone(): Promise<void> {
    const { journal } = this.parts.stage;
    const end = performance.now() + (this.signal.aborted ? END_AFTER_CTRL_C_MS : END_MS);
    while (journal.notDone > 0 && performance.now() < end) await sleep(100);
  }

  /** Looks several times in a minute, and notes it. A minute that was broken off is not noted. */
  private async observe(minute: number, startedAt: number, before: Scrape): Promise<void> {
    const { journal } = this.parts.stage;
    const acceptedBefore = journal.accepted;
    let memoryMb: Record<string, number> = {};
    let heapMb: Record<string, number> = {};
    let overdueAge = 0;
    let last = before;
    for (let sample = 1; sample <= SAMPLES_A_MINUTE; sample += 1) {
      const at = startedAt + (minute - 1 + sample / SAMPLES_A_MINUTE) * MINUTE_MS;
      await sleep(Math.max(0, at - performance.now()), undefined, { signal: this.signal }).catch(() => undefined);
      if (this.signal.aborted) return;
      last = await scrape(this.internalUrls);
      memoryMb = leastOf(memoryMb, this.memory());
      heapMb = leastOf(heapMb, last.heapMb);
      overdueAge = Math.max(overdueAge, last.overdueAge);
    }
    const noted: Minute = {
      minute,
      at: new Date().toISOString(),
      perSecond: (journal.accepted - acceptedBefore) / 60,
      delays: quantilesOf(journal.takeDelays()),
      memoryMb,
      heapMb,
      overdueAge,
      lostHints: last.lostHints - before.lostHints,
      delivered: last.delivered - before.delivered,
      missedEvents: journal.missed,
    };
    this.minutes.push(noted);
    appendFileSync(this.context.file, `${JSON.stringify(noted)}\n`);
    say(lineOf(noted));
  }

  private memory(): Record<string, number> {
    const { postgres, redis } = this.parts;
    const ofPostgres = postgres.postmaster === null ? null : postgresMb(postgres.postmaster);
    return {
      ...Object.fromEntries(Object.entries(this.context.product.pids).map(([app, pid]) => [app, proportionalMb(pid)])),
      ...(ofPostgres !== null && { postgres: ofPostgres }),
      ...(typeof redis?.pid === 'number' && { redis: proportionalMb(redis.pid) }),
    };
  }

  private async conclude(before: Scrape): Promise<void> {
    const { stage, load } = this.parts;
    const { journal, problems } = stage;
    await this.untilDone();
    const after = await scrape(this.internalUrls).catch((error: unknown) => {
      problems.push(`the metrics could not be read at the end: ${String(error)}`);
      return null;
    });
    for (const problem of problems.slice(0, SHOWN_PROBLEMS)) say(`! ${problem}`);
    say(minutesTable(this.minutes));
    const figures = [
      ...memoryVerdicts(this.minutes),
      ...latencyVerdicts(this.minutes),
      ...endVerdicts({
        accepted: journal.accepted,
        created: await createdOf(this.context.product.databaseUrl),
        bookedTwice: journal.bookedTwice,
        notDone: journal.notDone,
        refused: load.refused,
        problems: problems.length - load.refused,
        lostHints: after === null ? (this.minutes.at(-1)?.lostHints ?? 0) : after.lostHints - before.lostHints,
        missedEvents: journal.missed,
      }),
    ];
    tell({ figures });
    if (figures.some(({ reached }) => reached === false)) process.exitCode = 1;
  }
}

/** Never ends well: only a failure of the load is of interest while its minutes are watched. */
async function failureOf(work: Promise<void>): Promise<never> {
  await work;
  return await new Promise<never>(() => undefined);
}

async function createdOf(databaseUrl: string): Promise<number> {
  const client = new Client({ connectionString: databaseUrl, query_timeout: 60_000 });
  await client.connect();
  try {
    const { rows } = await client.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM operations WHERE status = 'created'`,
    );
    return rows[0]?.count ?? 0;
  } finally {
    await client.end();
  }
}

/** Without colours, and without lines between the rows. */
const compact = {
  chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
  style: { head: [], border: [] },
};

function minutesTable(minutes: readonly Minute[]): string {
  const processes = Object.keys(minutes[0]?.memoryMb ?? {});
  const head = [
    'minute',
    '/s',
    '202',
    'call',
    'told',
    'told after a poll',
    'overdue, s',
    'lost hints',
    'deliveries',
    'missed',
  ];
  const table = new Table({ head: [...head, ...processes.map((name) => `${name}, MB`)], ...compact });
  for (const { delays, memoryMb, ...minute } of minutes) {
    const of = (which: keyof Minute['delays']): string =>
      delays[which] === null ? '-' : `${delays[which].p50.toFixed(1)} / ${delays[which].p99.toFixed(1)}`;
    table.push([
      minute.minute,
      minute.perSecond.toFixed(1),
      of('accept'),
      of('call'),
      of('tell'),
      of('poll'),
      minute.overdueAge.toFixed(1),
      minute.lostHints,
      minute.delivered,
      minute.missedEvents,
      ...processes.map((name) => memoryMb[name]?.toFixed(0) ?? '-'),
    ]);
  }
  return `202, call, told: p50 / p99, ms\n${table.toString()}`;
}

run(main);
