import type { Pool } from 'pg';
import type { Clock, Seller } from '@adcp-orchestrator/domain';
import { type CallReport, recordCalls } from '@adcp-orchestrator/ledger';
import type { Log } from '@adcp-orchestrator/platform';
import type { ToolReply } from '../mcp/tool-reply';
import { Sign } from './sign-of-life';

export interface CallBookOptions {
  pool: Pool;
  clock: Clock;
  log: Log;
}

const FLUSH_MS = 2_000;
/** How many sellers' counts are kept while the database is away. Calls to further sellers are not counted. */
const MAX_SELLERS = 10_000;

/**
 * Counts the calls to each seller and writes the sums every two seconds, so that counting slows no call down. If the
 * process is killed, what it had not written is missing from the error rate, and nowhere else.
 */
export class CallBook {
  private reports = new Map<string, CallReport>();
  private timer: NodeJS.Timeout | null = null;
  private writing: Promise<void> = Promise.resolve();

  constructor(private readonly options: CallBookOptions) {}

  enter(seller: Seller, sign: Sign, reply: ToolReply): void {
    if (sign === Sign.none) return;
    const report = this.reportOf(seller);
    if (report === null) return;
    const now = this.options.clock.now();
    report.calls += 1;
    if (sign === Sign.life) {
      report.lastSuccessAt = now;
      report.failuresInRow = 0;
    } else if (!reply.ok) {
      report.failures += 1;
      report.failuresInRow += 1;
      report.lastFailure = { at: now, code: reply.fault.code, message: reply.fault.message };
    }
    this.timer ??= setTimeout(() => {
      void this.flush();
    }, FLUSH_MS).unref();
  }

  /** Writes what was counted. Never throws: what could not be written is written by the next flush. */
  flush(): Promise<void> {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.writing = this.writing.then(() => this.write());
    return this.writing;
  }

  private async write(): Promise<void> {
    const { reports } = this;
    if (reports.size === 0) return;
    this.reports = new Map();
    try {
      await recordCalls(this.options.pool, [...reports.values()], this.options.clock.now());
    } catch (error) {
      this.options.log.warn({ err: error, sellers: reports.size }, 'the health of sellers could not be written yet');
      for (const [key, report] of reports) this.reports.set(key, merged(report, this.reports.get(key)));
    }
  }

  private reportOf({ tenantId, id }: Seller): CallReport | null {
    const key = `${tenantId}/${id}`;
    const known = this.reports.get(key);
    if (known !== undefined) return known;
    if (this.reports.size >= MAX_SELLERS) return null;
    const fresh: CallReport = {
      tenantId,
      sellerId: id,
      calls: 0,
      failures: 0,
      failuresInRow: 0,
      lastSuccessAt: null,
      lastFailure: null,
    };
    this.reports.set(key, fresh);
    return fresh;
  }
}

function merged(earlier: CallReport, later: CallReport | undefined): CallReport {
  if (later === undefined) return earlier;
  return {
    ...later,
    calls: earlier.calls + later.calls,
    failures: earlier.failures + later.failures,
    failuresInRow: later.failuresInRow + (later.lastSuccessAt === null ? earlier.failuresInRow : 0),
    lastSuccessAt: later.lastSuccessAt ?? earlier.lastSuccessAt,
    lastFailure: later.lastFailure ?? earlier.lastFailure,
  };
}
