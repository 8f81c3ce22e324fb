import { Readable, finished } from 'node:stream';
import { type BeforeApplicationShutdown, Inject, Injectable } from '@nestjs/common';
import { LOG, type Log } from '@adcp-orchestrator/platform';
import { NoPlaceError, TenantPlaces } from '../limits/tenant-places';
import { RequestProblemError } from '../problems/problem';

const OF_TENANT = 2;
const OF_ALL = 8;
/** A client that takes nothing for so long is cut off. It goes on from its last line. */
const SLOW_MS = 60_000;
const CHECK_MS = 2_000;
/** What waits for the client, beside the buffers of its socket. */
const BUFFER_BYTES = 64 * 1_024;

/** One answer: its lines, and whether its key may still read. */
export interface ExportSource {
  lines: (isStopping: () => boolean) => AsyncGenerator<string>;
  isAllowed: () => Promise<boolean>;
}

/** The exports that this process sends: how many there may be, and their ends before the last line. */
@Injectable()
export class OpenExports implements BeforeApplicationShutdown {
  private readonly places = new TenantPlaces({ ofTenant: OF_TENANT, all: OF_ALL, waiting: 0, waitMs: null });
  private isStopping = false;

  constructor(@Inject(LOG) private readonly log: Log) {}

  /** Every export ends with its present batch, in good order: clients go on at another replica. */
  beforeApplicationShutdown(): void {
    this.isStopping = true;
  }

  /**
   * @param send sends the body and begins it
   * @returns when the answer has ended, in whatever way
   * @throws RequestProblemError `too-many-reads`, `unavailable`; whatever `prepare` throws
   */
  async run(tenantId: string, prepare: () => Promise<ExportSource>, send: (body: Readable) => void): Promise<void> {
    try {
      await this.places.run(tenantId, async () => {
        const source = await prepare();
        const body = this.bodyOf(source);
        send(body);
        await new Promise<void>((resolve) => {
          finished(body, () => {
            resolve();
          });
        });
      });
    } catch (error) {
      if (!(error instanceof NoPlaceError)) throw error;
      const headers = { 'retry-after': '10' };
      if (error.whose === 'all') {
        throw new RequestProblemError('unavailable', 'Others export here right now. Try again.', { headers });
      }
      const detail = `This tenant has ${OF_TENANT} exports under way here already; let one of them end.`;
      throw new RequestProblemError('too-many-reads', detail, { headers });
    }
  }

  /** Lines are made only while the client takes them. */
  private bodyOf({ lines, isAllowed }: ExportSource): Readable {
    let takenAt = performance.now();
    async function* noted(source: AsyncGenerator<string>): AsyncGenerator<string> {
      for await (const line of source) {
        takenAt = performance.now();
        yield line;
      }
    }
    const body = Readable.from(noted(lines(() => this.isStopping)), {
      objectMode: false,
      encoding: 'utf8',
      highWaterMark: BUFFER_BYTES,
    });
    let isChecking = false;
    const check = setInterval(() => {
      if (performance.now() - takenAt > SLOW_MS) body.destroy(new Error('the client took nothing for too long'));
      if (isChecking) return;
      isChecking = true;
      isAllowed()
        .then((allowed) => {
          if (!allowed) body.destroy(new Error('the key has ended'));
        })
        .catch((error: unknown) => {
          // Nearly always the database is away, and the export has nothing to send either. The next look asks again.
          this.log.debug({ err: error }, 'the key of an export could not be checked');
        })
        .finally(() => {
          isChecking = false;
        });
    }, CHECK_MS);
    body.once('close', () => {
      clearInterval(check);
    });
    body.on('error', (error) => {
      this.log.warn({ err: error }, 'an export was cut off; its client goes on from the last line');
    });
    return body;
  }
}
