import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Table from 'cli-table3';
import { type BenchContext, readContext } from '../context';
import { callApi, tenantOf } from '../measure/call-api';
import { getJson } from '../../tools/shared/get-json';
import { forgetPeak, peakMb, residentMb } from '../measure/memory';
import { PostgresProbe } from '../measure/postgres';
import { cpuOf, cpuOfFamily } from '../measure/process-cpu';
import { untilQuiet } from '../measure/quiet';
import { RedisProbe } from '../measure/redis';
import { run, say, tell } from '../program';
import { type Running, World } from '../rounds/world';
import { PendingRows } from './seed';

const GOAL_ROUND_SECONDS = 30;
const GOAL_MEMORY_MB = 250;
const GOAL_FLUSHED_SECONDS = 10;

const LOOK_MS = 100;
const ROUND_LIMIT_MS = 240_000;

interface Parts {
  rows: PendingRows;
  seller: Running;
  postgres: PostgresProbe;
  redis: RedisProbe | null;
  /** The process that polls. */
  poller: number;
  /** As many sellers are asked. */
  sellers: number;
}

interface Round {
  /** From when the rows fell due until the first seller was asked, until each was, and until all answers are written. */
  firstAskedSeconds: number;
  allAskedSeconds: number;
  endSeconds: number;
  lists: number;
  /** The most that the process that polls took during the round. */
  peakMb: number;
  cpuSeconds: { poller: number; postgres: number };
}

/** Measures rounds over many operations that wait at few sellers. tools/bench.ts has started the product. */
async function main(): Promise<void> {
  const context = readContext();
  const world = new World(join(context.root, 'dist', 'bench'));
  try {
    await measure(context, world);
  } finally {
    await world.stop();
  }
}

async function measure({ product, operations, sellers, redisUrl }: BenchContext, world: World): Promise<void> {
  const poller = product.pids.poller ?? product.pids.workers;
  if (poller === undefined) throw new Error('no process of the service polls');
  const seller = await world.start('seller.js');
  const names = Array.from({ length: sellers }, (_, index) => `seller-${index}`);
  const perSeller = Math.floor(operations / sellers);
  for (const name of names) {
    await fetch(`${seller.url}/sellers/${name}/waiting?tasks=${perSeller}`, { method: 'POST' });
    await callApi(product, 'POST', '/v1/sellers', {
      id: name,
      name,
      agent_url: `${seller.url}/sellers/${name}/mcp`,
      dialect: 'hitl-v1',
    });
  }
  const postgres = await PostgresProbe.connect(product.databaseUrl);
  const redis = redisUrl === null ? null : await RedisProbe.connect(redisUrl);
  const rows = await PendingRows.make(product.databaseUrl, await tenantOf(product), names, perSeller);
  try {
    const parts = { rows, seller, postgres, redis, poller, sellers };
    await untilQuiet(product, postgres.postmaster);
    say(
      `${(perSeller * sellers).toLocaleString()} operations wait at ${sellers} sellers. At rest the process that polls has ${residentMb(poller).toFixed(0)} MB.`,
    );
    const round = await runRound(parts, () => Promise.resolve());
    say(
      `A round took ${(round.endSeconds - round.firstAskedSeconds).toFixed(1)} s, and ${round.peakMb.toFixed(0)} MB at most.`,
    );
    await untilQuiet(product, postgres.postmaster);
    const flushed = redis === null ? null : await runRound(parts, () => redis.forgetEverything());
    report(perSeller * sellers, sellers, round, flushed);
  } finally {
    await Promise.all([rows.close(), postgres.close(), redis?.close()]);
  }
}

/** @param atDue done when the rows fall due */
async function runRound(parts: Parts, atDue: () => Promise<void>): Promise<Round> {
  const { rows, seller, postgres, poller, sellers } = parts;
  const letAsk = await rows.makeDue();
  await fetch(`${seller.url}/first-lists`, { method: 'POST' });
  const listsBefore = await listsOf(seller);
  const cpuBefore = cpuNow();
  forgetPeak(poller);
  const due = await letAsk();
  await atDue();
  const end = due.getTime() + ROUND_LIMIT_MS;
  while (await rows.isAnyDue(due)) {
    if (Date.now() > end) throw new Error(`the round did not end within ${ROUND_LIMIT_MS / 1_000} s`);
    await sleep(LOOK_MS);
  }
  const endedAt = Date.now();
  const cpuAfter = cpuNow();
  const asked = Object.values(await getJson<Record<string, number>>(`${seller.url}/first-lists`));
  if (asked.length !== sellers) throw new Error(`${asked.length} of ${sellers} sellers were asked`);
  await rows.check();
  const since = (at: number): number => (at - due.getTime()) / 1_000;
  return {
    firstAskedSeconds: since(Math.min(...asked)),
    allAskedSeconds: since(Math.max(...asked)),
    endSeconds: since(endedAt),
    lists: (await listsOf(seller)) - listsBefore,
    peakMb: peakMb(poller),
    cpuSeconds: {
      poller: (cpuAfter.poller - cpuBefore.poller) / 1e6,
      postgres: (cpuAfter.postgres - cpuBefore.postgres) / 1e6,
    },
  };

  function cpuNow(): { poller: number; postgres: number } {
    return { poller: cpuOf(poller), postgres: postgres.postmaster === null ? 0 : cpuOfFamily(postgres.postmaster) };
  }
}

async function listsOf(seller: Running): Promise<number> {
  return (await getJson<Record<string, number>>(`${seller.url}/requests`)).get_pending_tasks ?? 0;
}

function report(operations: number, sellers: number, round: Round, flushed: Round | null): void {
  const told = [round, ...(flushed === null ? [] : [flushed])];
  const table = new Table({ head: ['seconds since they fell due', 'a round', 'after FLUSHALL'] });
  const row = (what: string, value: (one: Round) => number, digits = 1): void =>
    void table.push([what, ...told.map((one) => value(one).toFixed(digits))]);
  row('until the first seller was asked', ({ firstAskedSeconds }) => firstAskedSeconds);
  row('until every seller was asked', ({ allAskedSeconds }) => allAskedSeconds);
  row('until every operation was asked about', ({ endSeconds }) => endSeconds);
  row('lists that sellers were asked for', ({ lists }) => lists, 0);
  row('most memory of the process that polls, MB', ({ peakMb: peak }) => peak, 0);
  row('CPU of that process, s', ({ cpuSeconds }) => cpuSeconds.poller);
  row('CPU of Postgres, s', ({ cpuSeconds }) => cpuSeconds.postgres);
  say(table.toString());
  say('Checked: each operation was asked about exactly once in each round, and still waits.');
  const there = `${operations.toLocaleString()} pending at ${sellers} sellers`;
  const seconds = round.endSeconds - round.firstAskedSeconds;
  const back = flushed?.allAskedSeconds ?? null;
  tell({
    figures: [
      {
        what: `${there}: one round, from the first question to the last answer written`,
        goal: `<= ${GOAL_ROUND_SECONDS} s`,
        figure: `${seconds.toFixed(1)} s`,
        reached: seconds <= GOAL_ROUND_SECONDS,
      },
      {
        what: `${there}: memory of the process that polls, at most`,
        goal: `<= ${GOAL_MEMORY_MB} MB`,
        figure: `${Math.max(...told.map(({ peakMb: peak }) => peak)).toFixed(0)} MB`,
        reached: told.every(({ peakMb: peak }) => peak <= GOAL_MEMORY_MB),
      },
      {
        what: `after FLUSHALL with ${operations.toLocaleString()} due: until every seller is asked again`,
        goal: `<= ${GOAL_FLUSHED_SECONDS} s`,
        figure: back === null ? 'no Redis' : `${back.toFixed(1)} s`,
        reached: back === null ? null : back <= GOAL_FLUSHED_SECONDS,
      },
    ],
  });
}

run(main);
