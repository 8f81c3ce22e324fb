/** Of a publisher's approvals half take no longer than the first, nine of ten no longer than the second. */
export interface UsualTime {
  p50: number;
  p90: number;
}

interface Wait {
  since: string;
  deadline: string;
  usual: UsualTime | null;
}

interface Stand {
  /** Of the bar's length, in hundredths: how far the wait has come. */
  share: number;
  /** Where the usual time begins and ends; the same when it is not known. */
  from: number;
  to: number;
  zone: 'early' | 'usual' | 'late';
}

/** What is beyond the usual time needs some room too. */
const BEYOND = 1.4;

/** @returns where a wait stands in a bar that has the usual time, or else the deadline, on it */
export function usualStand({ since, deadline, usual }: Wait, nowMs: number): Stand {
  const start = Date.parse(since);
  const waited = Math.max(0, nowMs - start);
  if (usual === null) {
    const whole = Math.max(1, Date.parse(deadline) - start);
    const share = Math.min(100, Math.round((waited / whole) * 100));
    return { share, from: 100, to: 100, zone: share >= 100 ? 'late' : 'early' };
  }
  const [half, most] = [usual.p50 * 1_000, usual.p90 * 1_000];
  const length = Math.max(most * BEYOND, waited, 1);
  const at = (ms: number): number => Math.round((ms / length) * 100);
  const zone = waited > most ? 'late' : waited > half ? 'usual' : 'early';
  return { share: at(waited), from: at(half), to: at(most), zone };
}
