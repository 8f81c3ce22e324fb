import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from './read-body';
import { answerJson, serve } from './serve';

/**
 * The desk's webhook receiver. It keeps what it was told about each operation. It answers `GET /heard?operations=n`
 * once all n operations of the round had both of their notifications.
 */
const expected = new Set(['pending_approval', 'created']);

/** The two sides use different words for the same two turns. */
const words: Record<string, string> = {
  'operation.pending_approval': 'pending_approval',
  'operation.created': 'created',
  pending_approval: 'pending_approval',
  operation_approved: 'created',
};

interface Round {
  /** What was heard, by operation. */
  heard: Map<string, Set<string>>;
  complete: number;
  repeated: number;
  requests: number;
  lastAt: number;
  waiting: { operations: number; response: ServerResponse } | null;
}

let round = newRound();

function newRound(): Round {
  return { heard: new Map(), complete: 0, repeated: 0, requests: 0, lastAt: 0, waiting: null };
}

function take(body: string): void {
  const { type, operation_id: id } = JSON.parse(body) as { type: string; operation_id: string };
  const word = words[type];
  if (word === undefined) throw new Error(`a notification of an unexpected type: ${body}`);
  round.requests += 1;
  round.lastAt = Date.now();
  let heard = round.heard.get(id);
  if (heard === undefined) {
    heard = new Set();
    round.heard.set(id, heard);
  }
  if (heard.has(word)) round.repeated += 1;
  heard.add(word);
  if (heard.size === expected.size) round.complete += 1;
}

function tellIfComplete(): void {
  const { waiting, complete, repeated, requests, lastAt, heard } = round;
  if (waiting === null || complete < waiting.operations) return;
  round.waiting = null;
  const operations = [...heard.keys()];
  answerJson(waiting.response, 200, JSON.stringify({ complete, repeated, requests, lastAt, operations }));
}

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://receiver');
  if (request.method === 'POST' && url.pathname === '/notifications') {
    take(await readBody(request));
    response.writeHead(204).end();
    tellIfComplete();
  } else if (request.method === 'POST' && url.pathname === '/rounds') {
    round = newRound();
    response.writeHead(204).end();
  } else if (url.pathname === '/heard') {
    round.waiting = { operations: Number(url.searchParams.get('operations')), response };
    tellIfComplete();
  } else if (url.pathname === '/progress') {
    answerJson(response, 200, JSON.stringify({ complete: round.complete, heard: round.heard.size }));
  } else response.writeHead(404).end();
}

serve(handle);
