import { setTimeout as sleep } from 'node:timers/promises';
import Table from 'cli-table3';
import { type Product, readContext } from '../context';
import { callApi } from '../measure/call-api';
import { residentMb } from '../measure/memory';
import { percentile } from '../measure/statistics';
import { run, say } from '../program';
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
  /** From sending the request that commits to the reader, in milliseconds. */
  delaysMs: number[];
  addedMb: number;
}

/** Measures how soon readers of events hear, and what streams cost in memory. tools/bench.ts has started the product. */
async function main(): Promise<void> {
  const { product } = readContext();
  // Nothing is sent to a paused seller, so its operations wait until they are canceled.
  await callApi(product, 'POST', '/v1/sellers', {
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
    table.push([
      streams,
      ...[0.5, 0.95, 0.99].map((share) => percentile(delaysMs, share).toFixed(0)),
      addedMb.toFixed(0),
    ]);
  }
  say(
    `From sending the request that commits an event to its readers; the goal from the commit on is a p50 of ${GOAL_P50_MS} ms.\n${table.toString()}`,
  );
}

async function measure(product: Product, streams: number): Promise<Measured> {
  const ids = await handOver(product, EVENTS);
  const sentAt = new Map<string, number>();
  const delaysMs: number[] = [];
  const hear = (id: string): void => {
    const sent = sentAt.get(id);
    if (sent !== undefined) delaysMs.push(performance.now() - sent);
  };
  const before = residentMb(product.pids['intake-api'] ?? 0);
  const readers: StreamReader[] = [];
  try {
    for (let opened = 0; opened < streams; opened += 1) {
      readers.push(await StreamReader.open(product.url, product.key, opened < TIMED ? hear : null));
    }
    for (const id of ids) {
      sentAt.set(id, performance.now());
      await callApi(product, 'POST', `/v1/operations/${id}/cancel`);
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
      delaysMs,
      addedMb: residentMb(product.pids['intake-api'] ?? 0) - before,
    };
  } finally {
    for (const reader of readers) reader.close();
  }
}

async function handOver(product: Product, count: number): Promise<string[]> {
  const prefix = `streams-${Date.now().toString(36)}-`;
  const ids: string[] = [];
  for (let made = 0; made < count; made += 1) {
    const request = mediaBuyRequest(`${prefix}${made}`);
    const body = { type: 'create_media_buy', seller_id: SELLER, request };
    ids.push((await callApi<{ id: string }>(product, 'POST', '/v1/operations', body)).id);
  }
  return ids;
}

run(main);
