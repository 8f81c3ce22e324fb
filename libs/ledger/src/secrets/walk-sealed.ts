import type { Pool } from 'pg';
import { type SealedColumn, sealedColumns } from './sealed-columns';
import { readPage, readValues, replaceValues } from './sealed-values';

/** What opens and seals: the secret box of a process. */
export interface Resealer {
  /** The id of the key that seals. */
  keyId: string;
  /** The id of the key that sealed a value, from its first five bytes; null when it has no known form. */
  keyIdOf(sealed: Buffer): string | null;
  /**
   * Seals the same secret under the present key.
   * @throws Error that does not contain the secret, when the value cannot be opened
   */
  reseal(sealed: Buffer, context: string): Buffer;
}

/** A value that cannot be opened, where it is, and why. */
export interface UnopenedValue {
  /** The row's primary key, as text. */
  row: string;
  reason: string;
}

/** What the walk through one column found and did. */
export interface ColumnWalk {
  column: SealedColumn;
  /** Rows looked at, with a value or without. */
  rows: number;
  /** Values counted by the id of their key; `null` counts those of no known form. */
  found: Map<string | null, number>;
  /** Values that were sealed again. */
  resealed: number;
  /** Values that others held or changed at that moment. Another walk finds them. */
  passedOver: number;
  /** Values that could not be opened. */
  unopened: number;
  /** The first of those. */
  examples: UnopenedValue[];
}

export interface SealedWalkOptions {
  resealer: Resealer;
  /** True: values under other keys are sealed again. False: all are only counted. */
  write: boolean;
  /** Rows that one statement looks at. Default 1,000. */
  pageRows?: number;
  /** Values that one statement writes. Default 100. */
  batchValues?: number;
  /** Called after every page. */
  onPage?: (walk: Readonly<ColumnWalk>) => void;
  /** Ends the walk before the next batch; what was done stays done. */
  signal?: AbortSignal;
}

const PAGE_ROWS = 1_000;
const BATCH_VALUES = 100;
/** Bytes of one batch. It is in memory several times over: opened, sealed, and on the wire. */
const BATCH_BYTES = 4 * 1_048_576;
const MAX_EXAMPLES = 20;

/**
 * Looks at every sealed value of the ledger once, in bounded statements. Values that are not under the resealer's key
 * are sealed again, if `write` is set. A value is replaced only if it is still the one that was read, without waiting
 * for any lock. So a walk may run beside every other process, and several may run at once. A killed walk loses nothing:
 * the next one passes over what was done.
 * @returns one entry per column
 * @throws the database's error, or the signal's reason
 */
export async function walkSealed(pool: Pool, options: SealedWalkOptions): Promise<ColumnWalk[]> {
  const walks: ColumnWalk[] = [];
  for (const column of sealedColumns) walks.push(await walkColumn(pool, column, options));
  return walks;
}

async function walkColumn(pool: Pool, column: SealedColumn, options: SealedWalkOptions): Promise<ColumnWalk> {
  const { resealer, write, signal, onPage, pageRows = PAGE_ROWS } = options;
  const walk: ColumnWalk = {
    column,
    rows: 0,
    found: new Map(),
    resealed: 0,
    passedOver: 0,
    unopened: 0,
    examples: [],
  };
  for (let after: readonly string[] | null = null; ;) {
    signal?.throwIfAborted();
    const page = await readPage(pool, column, after, pageRows);
    const stale = [];
    for (const value of page) {
      if (value.head === null) continue;
      const keyId = resealer.keyIdOf(value.head);
      walk.found.set(keyId, (walk.found.get(keyId) ?? 0) + 1);
      if (keyId !== resealer.keyId) stale.push(value);
    }
    if (write) {
      for (const batch of batchesOf(stale, options.batchValues ?? BATCH_VALUES)) {
        signal?.throwIfAborted();
        await resealBatch(pool, walk, batch, resealer);
      }
    }
    walk.rows += page.length;
    onPage?.(walk);
    const last = page.at(-1);
    if (last === undefined || page.length < pageRows) return walk;
    after = last.key;
  }
}

async function resealBatch(
  pool: Pool,
  walk: ColumnWalk,
  keys: readonly (readonly string[])[],
  resealer: Resealer,
): Promise<void> {
  const { column } = walk;
  const changes: { key: readonly string[]; from: Buffer; to: Buffer }[] = [];
  for (const { key, sealed } of await readValues(pool, column, keys)) {
    // Another process may have sealed or removed the value since the page was read.
    if (sealed === null || resealer.keyIdOf(sealed) === resealer.keyId) continue;
    try {
      changes.push({ key, from: sealed, to: resealer.reseal(sealed, column.contextOf(key)) });
    } catch (error) {
      walk.unopened += 1;
      const reason = error instanceof Error ? error.message : String(error);
      if (walk.examples.length < MAX_EXAMPLES) walk.examples.push({ row: key.join('/'), reason });
    }
  }
  if (changes.length === 0) return;
  const replaced = await replaceValues(pool, column, changes);
  walk.resealed += replaced;
  walk.passedOver += changes.length - replaced;
}

function* batchesOf(
  values: readonly { key: readonly string[]; bytes: number }[],
  most: number,
): Generator<(readonly string[])[]> {
  let batch: (readonly string[])[] = [];
  let bytes = 0;
  for (const value of values) {
    if (batch.length > 0 && (batch.length >= most || bytes + value.bytes > BATCH_BYTES)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(value.key);
    bytes += value.bytes;
  }
  if (batch.length > 0) yield batch;
}
