import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import Table from 'cli-table3';
import { type BenchContext, readContext } from '../context';
import { mediaBuyRequest } from '../rounds/side';
import { StreamReader } from './reader';

const SELLER = 'paused';
/** Streams that are open at the same time, in one measurement each. */
const STREAMS = [1, 100, 1_000];
/** Of so many streams it is measured when events arrive. The others are only read. */
const TIMED = 20;
const EVENTS = 100;
const BETWEEN_MS = 25;
const ARRIVAL_LIMIT_MS = 30_000;
const GOAL_P50_MS = 100;
const GOAL_MEMORY_MB = 200;

interface Measured {
  streams: number;
  /** From sending the request that commits to the reader, in ascending order. */
  delaysMs: number[];
  addedMb: number;
}

/** Measures how soon readers of events hear, and what streams cost in memory. tools/bench.ts has started the product. */
async function main(): Promise<void> {
  const { product } = readContext();
  // Nothing is sent to a paused seller, so its operations wait until they are canceled.
  await post(product, '/v1/sellers', {
    id: SELLER,
    name: 'Paused',
    agent_url: 'http://127.0.0.1:1/mcp',
    dialect: 'hitl-v1',
    paused: true,
  });
  await measure(product, 1); // warms up
  const table = new Table({
    head: ['streams', 'p50, ms', 'p95, ms', 'p99, ms', `memory added, MB (goal < ${GOAL_MEMORY_MB})`],
  });
  for (const streams of STREAMS) {
    const { delaysMs, addedMb } = await measure(product, streams);
    table.push([streams, ...[0.5, 0.95, 0.99].map((share) => at(delaysMs, share).toFixed(0)), addedMb.toFixed(0)]);
  }
  process.stdout.write(
    `From sending the request that commits an event to its readers; the goal from the commit on is a p50 of ${GOAL_P50_MS} ms.\n${table.toString()}\n`,
  );
}

async function measure(product: BenchContext['product'], streams: number): Promise<Measured> {
  const ids = await handOver(product, EVENTS);
  const sentAt = new Map<string, number>();
  const delaysMs: number[] = [];
  const hear = (id: string): void => {
    const sent = sentAt.get(id);
    if (sent !== undefined) delaysMs.push(performance.now() - sent);
  };
  const before = residentMb(product.pids['intake-api']);
  const readers: StreamReader[] = [];
  try {
    for (let opened = 0; opened < streams; opened += 1) {
      readers.push(await StreamReader.open(product.url, product.key, opened < TIMED ? hear : null));
    }
    for (const id of ids) {
      sentAt.set(id, performance.now());
      await post(product, `/v1/operations/${id}/cancel`);
      await sleep(BETWEEN_MS);
    }
    const expected = ids.length * Math.min(streams, TIMED);
    const end = performance.now() + ARRIVAL_LIMIT_MS;
    while (delaysMs.length < expected) {
      if (performance.now() > end) throw new Error(`${delaysMs.length} of ${expected} events arrived in time`);
      await sleep(10);
    }
    return {
      streams,
      delaysMs: delaysMs.sort((a, b) => a - b),
      addedMb: residentMb(product.pids['intake-api']) - before,
    };
  } finally {
    for (const reader of readers) reader.close();
  }
}

async function handOver(product: BenchContext['product'], count: number): Promise<string[]> {
  const prefix = `streams-${Date.now().toString(36)}-`;
  const ids: string[] = [];
  for (let made = 0; made < count; made += 1) {
    const request = mediaBuyRequest(`${prefix}${made}`);
    ids.push(await post(product, '/v1/operations', { type: 'create_media_buy', seller_id: SELLER, request }));
  }
  return ids;
}

/** @returns the id in the answer */
async function post({ url, key }: BenchContext['product'], path: string, body?: unknown): Promise<string> {
  const response = await fetch(url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: AbortSignal.timeout(10_000),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`POST ${path} was answered with ${response.status}: ${text}`);
  return (JSON.parse(text) as { id: string }).id;
}

function residentMb(pid: number | undefined): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8')) ?? [];
  if (kilobytes === undefined) throw new Error(`the memory of process ${String(pid)} is not known`);
  return Number(kilobytes) / 1024;
}

function at(sorted: readonly number[], share: number): number {
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  if (value === undefined) throw new Error('nothing was measured');
  return value;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
