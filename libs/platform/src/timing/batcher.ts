import { type SpanContext, inBatch, spanUnderWay } from '../tracing/spans';

export interface BatcherOptions<In, Out> {
  /** What a batch does, in a few words: the name of its span. */
  name: string;
  /** Does the work of a batch. It answers in the order of the items. What it throws fails every item. */
  run: (items: In[]) => Promise<readonly Out[]>;
  /** How long the first item waits for others, in milliseconds; 0: for those of the same moment alone. */
  gatherMs: number;
  /**
   * Under load, batches are at least this many milliseconds apart; absent: as fast as items come. An item that comes
   * after a quiet moment waits only for `gatherMs`.
   */
  betweenMs?: number;
  /** A batch has at most this many items, and leaves at once when it has them. */
  most: number;
  /**
   * How long a batch waits for the one before it to end, in milliseconds; absent: it does not wait. What comes meanwhile goes
   * out together. So a busy database gets few large statements, and not many small ones that hinder each other. One
   * that hangs keeps the others waiting only so long. A full batch gains nothing by waiting, so two may be under way: the
   * process prepares one while the database works on the other.
   */
  behindMs?: number;
}

interface Waiting<In, Out> {
  item: In;
  resolve: (answer: Out) => void;
  reject: (error: unknown) => void;
  /** The span that waits for it. */
  span: SpanContext | undefined;
}

/** How many full batches follow each other so closely that they are under way together. */
const FULL_AT_ONCE = 2;

/** The work of a batch gave fewer or more answers than it had items. */
export class BatchAnswersMissingError extends Error {
  override readonly name = 'BatchAnswersMissingError';
}

/**
 * Gathers what arrives close together into one piece of work: a statement for ten rows costs little more than one for a
 * single row. With `behindMs` batches follow each other, and otherwise they run side by side. What waits is on its way out, so it
 * needs no shutdown.
 */
export class Batcher<In, Out> {
  private waiting: Waiting<In, Out>[] = [];
  /** Cancels the flush that is due. */
  private cancel: (() => void) | null = null;
  private lastAt = -Infinity;
  /** The batches that the next one waits for. */
  private readonly ahead = new Set<symbol>();

  constructor(private readonly options: BatcherOptions<In, Out>) {}

  /** @returns the answer for this item; rejects when its batch fails */
  add(item: In): Promise<Out> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject, span: spanUnderWay() });
      this.schedule();
    });
  }

  private schedule(): void {
    const { most } = this.options;
    if (this.waiting.length === 0) return;
    if (this.waiting.length >= most) {
      if (this.ahead.size < FULL_AT_ONCE) this.flush();
      return;
    }
    if (this.ahead.size > 0 || this.cancel !== null) return;
    const flush = (): void => {
      this.flush();
    };
    const waitMs = this.waitMs();
    if (waitMs <= 0) {
      const immediate = setImmediate(flush);
      this.cancel = () => {
        clearImmediate(immediate);
      };
      return;
    }
    const timer = setTimeout(flush, waitMs);
    this.cancel = () => {
      clearTimeout(timer);
    };
  }

  private waitMs(): number {
    const { gatherMs, betweenMs = 0 } = this.options;
    return Math.max(gatherMs, this.lastAt + betweenMs - performance.now());
  }

  private flush(): void {
    this.cancel?.();
    this.cancel = null;
    this.lastAt = performance.now();
    const batch = this.waiting.splice(0, this.options.most);
    const letPass = this.holdTheNext();
    // The next one goes first: while the database works on it, this process goes on with the answers.
    this.answersOf(batch)
      .finally(letPass)
      .then(
        (answers) => {
          // Both lists have one length, so every item has its answer, even when that is undefined.
          batch.forEach(({ resolve }, place) => {
            resolve(answers[place] as Out);
          });
        },
        (error: unknown) => {
          for (const { reject } of batch) reject(error);
        },
      );
    this.schedule();
  }

  /** @returns ends it; after `behindMs` it ends by itself */
  private holdTheNext(): () => void {
    const { behindMs } = this.options;
    if (behindMs === undefined) return () => undefined;
    const mine = Symbol();
    const letPass = (): void => {
      clearTimeout(timer);
      if (this.ahead.delete(mine)) this.schedule();
    };
    const timer = setTimeout(letPass, behindMs);
    this.ahead.add(mine);
    return letPass;
  }

  private async answersOf(batch: readonly Waiting<In, Out>[]): Promise<readonly Out[]> {
    const { name, run } = this.options;
    const answers = await inBatch(
      name,
      batch.map(({ span }) => span),
      () => run(batch.map(({ item }) => item)),
    );
    if (answers.length !== batch.length) {
      throw new BatchAnswersMissingError(`${answers.length} answers came for ${batch.length} items of a batch`);
    }
    return answers;
  }
}
