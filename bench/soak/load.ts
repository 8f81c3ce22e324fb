import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import type { Product } from '../context';
import { mediaBuyRequest } from '../rounds/side';
import type { Stage } from './stage';

const CONNECTIONS = 64;
const TICK_MS = 5;
/** Requests without an answer. Beyond it the service does not keep up, and the soak says so. */
const MOST_UNANSWERED = 2_000;
const LIMIT_MS = 30_000;
/** So many operations the service owes something while the machine's rate is looked for. */
const BACKLOG = 300;
/** Until then buys are asked about again, too. */
const SETTLING_MS = 45_000;
const MEASURED_MS = 15_000;

/** The desks. */
export class Load {
  private readonly pool: Pool;
  private readonly headers: Record<string, string>;
  private unanswered = 0;
  refused = 0;

  constructor(
    { url, key }: Product,
    private readonly stage: Stage,
  ) {
    this.pool = new Pool(url, { connections: CONNECTIONS, headersTimeout: LIMIT_MS, bodyTimeout: LIMIT_MS });
    this.headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  }

  /** @returns operations a second that go all the way while the service always has work */
  async findRate(signal: AbortSignal): Promise<number> {
    const { journal } = this.stage;
    const startedAt = performance.now();
    let measuredFrom: { at: number; told: number } | null = null;
    while (performance.now() - startedAt < SETTLING_MS + MEASURED_MS && !signal.aborted) {
      for (let owed = journal.owed; owed < BACKLOG; owed += 1) this.hand(performance.now());
      await sleep(TICK_MS);
      if (measuredFrom === null && performance.now() - startedAt >= SETTLING_MS)
        measuredFrom = { at: performance.now(), told: journal.told };
    }
    if (measuredFrom === null) return 0;
    return (journal.told - measuredFrom.told) / ((performance.now() - measuredFrom.at) / 1_000);
  }

  /** Hands over so many a second, whether or not the answers come: as many desks as there are would not wait either. */
  async hold(perSecond: number, untilAt: number, signal: AbortSignal): Promise<void> {
    const startedAt = performance.now();
    for (let sent = 0; performance.now() < untilAt && !signal.aborted;) {
      const due = Math.floor(((performance.now() - startedAt) / 1_000) * perSecond);
      for (; sent < due; sent += 1) this.hand(startedAt + ((sent + 1) / perSecond) * 1_000);
      await sleep(TICK_MS);
    }
  }

  async close(): Promise<void> {
    await this.pool.destroy();
  }

  private hand(dueAt: number): void {
    if (this.unanswered >= MOST_UNANSWERED) throw new Error(`${MOST_UNANSWERED} requests of desks are unanswered`);
    const { journal, sellers, problems } = this.stage;
    const seller = sellers[journal.sent % sellers.length] ?? '';
    const poNumber = journal.send(seller);
    const body = {
      type: 'create_media_buy',
      seller_id: seller,
      user_id: 'trader@desk',
      request: mediaBuyRequest(poNumber),
    };
    this.unanswered += 1;
    this.post(JSON.stringify(body))
      .then((id) => {
        journal.accept(poNumber, id, dueAt);
      })
      .catch((error: unknown) => {
        this.refused += 1;
        journal.refuse(poNumber);
        problems.push(`${poNumber}: ${error instanceof Error ? error.message : String(error)}`);
      })
      .finally(() => {
        this.unanswered -= 1;
      });
  }

  private async post(body: string): Promise<string> {
    const answer = await this.pool.request({ method: 'POST', path: '/v1/operations', headers: this.headers, body });
    const text = await answer.body.text();
    if (answer.statusCode !== 202) throw new Error(`answered with ${answer.statusCode}: ${text.slice(0, 200)}`);
    return (JSON.parse(text) as { id: string }).id;
  }
}
