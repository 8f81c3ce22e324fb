/** Work that waits for a permit. */
export interface WaitingWork {
  id: string;
  dueAt: Date;
}

/** A party whose calls compete with those of others: a seller, a subscription. */
export interface Party<Work extends WaitingWork = WaitingWork> {
  /** Its calls that this process has under way. */
  busy: number;
  /** How many more may be under way at once; zero or less: none. */
  room: number;
  waiting: readonly Work[];
}

export interface FairShareOptions {
  /** Permits of this process that are free. */
  free: number;
  /**
   * Beyond its first call no party gets more permits than it leaves free. So several slow ones together never hold them
   * all, and whoever comes next finds one.
   */
  leaveFree: boolean;
}

/**
 * Shares free permits. Whoever has the fewest calls under way comes first, among equals whoever waits longest: no backlog
 * keeps the permits that it has once got. Pure, and the same parties in any order get the same.
 * @returns what to take, at most `free`, in the order in which it was shared out
 */
export function fairShare<Work extends WaitingWork>(
  parties: readonly Party<Work>[],
  { free, leaveFree }: FairShareOptions,
): Work[] {
  const turns = parties.flatMap(({ busy, room, waiting }) =>
    [...waiting]
      .sort(byWaiting)
      .slice(0, Math.max(0, room))
      .map((work, place) => ({ work, calls: busy + place + 1 })),
  );
  turns.sort((a, b) => a.calls - b.calls || byWaiting(a.work, b.work));
  const taken: Work[] = [];
  for (const { work, calls } of turns) {
    const left = free - taken.length - 1;
    if (left < 0) break;
    // The turns after this one have at least as many calls, and fewer permits to leave.
    if (leaveFree && calls > 1 && calls > left) break;
    taken.push(work);
  }
  return taken;
}

function byWaiting(a: WaitingWork, b: WaitingWork): number {
  return a.dueAt.getTime() - b.dueAt.getTime() || (a.id < b.id ? -1 : Number(a.id > b.id));
}
