import type { Pool } from 'pg';
import { type Clock, type JsonObject } from '@adcp-orchestrator/domain';
import { type ExportPlace, type ExportedOperation, readExport } from '@adcp-orchestrator/ledger';
import { asTenant } from '@adcp-orchestrator/platform';
import type { HeavyReads } from '../limits/heavy-reads';
import { cursorOf, exportLine } from './export-schema';

/** Operations of one read. They are all in memory until the client has taken them. */
const BATCH = 20;

export interface ExportWanted {
  tenantId: string;
  after: ExportPlace | null;
  settledBefore: Date;
  limit: number;
}

/** Reads a tenant's operations for one answer, a batch ahead of the client and no more. */
export class ExportLines {
  private place: ExportPlace | null;
  private left: number;
  private next: ExportedOperation[] = [];

  constructor(
    private readonly from: { pool: Pool; reads: HeavyReads; clock: Clock },
    private readonly wanted: ExportWanted,
  ) {
    this.place = wanted.after;
    this.left = wanted.limit;
  }

  /** Reads the first batch, so that what is wrong is answered before the first line. */
  async begin(): Promise<void> {
    this.next = await this.read();
  }

  async *lines(isStopping: () => boolean): AsyncGenerator<string> {
    while (this.next.length > 0) {
      for (const exported of this.next) {
        yield exportLine(exported, this.from.clock.now());
        this.place = exported.place;
        this.left -= 1;
      }
      if (this.left === 0 || isStopping()) break;
      this.next = await this.read();
    }
    const end: JsonObject = {
      cursor: this.place === null ? null : cursorOf(this.wanted.tenantId, this.place),
      complete: this.next.length === 0,
    };
    yield `${JSON.stringify(end)}\n`;
  }

  /** Whoever reads the stream calls this, for whatever it runs: the fence is told whose rows these are. */
  private read(): Promise<ExportedOperation[]> {
    const { tenantId, settledBefore } = this.wanted;
    const batch = { after: this.place, settledBefore, limit: Math.min(BATCH, this.left) };
    return asTenant(tenantId, () => this.from.reads.run(tenantId, () => readExport(this.from.pool, tenantId, batch)));
  }
}
