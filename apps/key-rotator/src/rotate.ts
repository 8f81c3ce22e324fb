import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { type ColumnWalk, type SealedWalkOptions, walkSealed } from '@adcp-orchestrator/ledger';
import type { SecretBox } from '@adcp-orchestrator/platform';
import { ExitCode } from './options';
import { countOthers, foundLines, nameOf, sealedLines, unopenedLines } from './report';

export interface RotationOptions extends Pick<SealedWalkOptions, 'pageRows' | 'batchValues' | 'signal'> {
  pool: Pool;
  box: SecretBox;
  /** Takes each line for a person. */
  say: (line: string) => void;
  /** Milliseconds between lines about how far it is. Default 5,000. */
  progressMs?: number;
}

/**
 * Most walks over the ledger. Later ones find rows that others had locked, and values that a process sealed under an
 * old key meanwhile.
 */
const MAX_PASSES = 10;
const PAUSE_MS = 500;
const PROGRESS_MS = 5_000;

/**
 * Seals everything again under the box's key, until a whole look at the ledger finds nothing under another.
 * @returns how the process has to end
 * @throws the database's error, or the signal's reason; what was done until then stays done
 */
export async function rotate(options: RotationOptions): Promise<ExitCode> {
  const { box, say, signal } = options;
  say(`Sealing everything under key ${box.keyId}.`);
  const passes: ColumnWalk[][] = [];
  for (let pass = 1; ; pass += 1) {
    const walks = await walk(options, true);
    passes.push(walks);
    if (pass === 1) for (const line of foundLines(walks, box)) say(`found   ${line}`);
    const { resealed, passedOver, unopened } = totals(walks);
    if (resealed === 0 && passedOver === 0) {
      for (const line of sealedLines(passes, box)) say(`sealed  ${line}`);
      return unopened === 0 ? complete(options) : incomplete(walks, unopened, say);
    }
    if (pass === MAX_PASSES) {
      say(
        `After ${MAX_PASSES} looks there are still values under another key, or that others hold. Does a process still seal with another CREDENTIALS_KEY? Give every process the new one, and run this again.`,
      );
      return ExitCode.failed;
    }
    say(`look ${pass}: sealed ${resealed}, held by others ${passedOver}; looking again`);
    await sleep(PAUSE_MS, undefined, { signal });
  }
}

/** Counts what is under which key, and changes nothing. */
export async function check(options: RotationOptions): Promise<ExitCode> {
  const { box, say } = options;
  const walks = await walk(options, false);
  for (const line of foundLines(walks, box)) say(line);
  const { known, unknown } = countOthers(walks, box);
  if (unknown > 0) {
    say(
      `${unknown} values are under a key that was not given. Give it in CREDENTIALS_KEY_PREVIOUS; a run without it names each of them.`,
    );
    return ExitCode.failed;
  }
  if (known === 0) return complete(options);
  say(`${known} values are under a previous key: a run without --check seals them again.`);
  return ExitCode.left;
}

function complete({ box, say }: RotationOptions): ExitCode {
  say(`Everything is under key ${box.keyId}.`);
  return ExitCode.done;
}

function incomplete(walks: readonly ColumnWalk[], unopened: number, say: RotationOptions['say']): ExitCode {
  say(`${unopened} values cannot be opened, and were left as they are; everything else is under the current key:`);
  for (const line of unopenedLines(walks)) say(line);
  return ExitCode.failed;
}

function walk(options: RotationOptions, write: boolean): Promise<ColumnWalk[]> {
  const { pool, box, say, progressMs = PROGRESS_MS, pageRows, batchValues, signal } = options;
  let saidAt = Date.now();
  return walkSealed(pool, {
    resealer: box,
    write,
    pageRows,
    batchValues,
    signal,
    onPage: (column) => {
      if (Date.now() - saidAt < progressMs) return;
      saidAt = Date.now();
      say(`... ${nameOf(column)}: ${column.rows} rows looked at, ${column.resealed} values sealed`);
    },
  });
}

function totals(walks: readonly ColumnWalk[]): Pick<ColumnWalk, 'resealed' | 'passedOver' | 'unopened'> {
  const sum = (of: (walk: ColumnWalk) => number): number => walks.reduce((total, walk) => total + of(walk), 0);
  return {
    resealed: sum(({ resealed }) => resealed),
    passedOver: sum(({ passedOver }) => passedOver),
    unopened: sum(({ unopened }) => unopened),
  };
}
