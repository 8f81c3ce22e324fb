/** Work that waits for a permit. */
export interface WaitingWork {
  id: string;
  dueAt: Date;
}

/** One that competes with others for permits: a seller, or a subscription. */
export interface Party<Work extends WaitingWork = WaitingWork> {
  /** Calls that this process has under way for it. */
  busy: number;
  /** How many more calls it may have at once. Zero or less means none. */
  room: number;
  waiting: readonly Work[];
}

export interface FairShareOptions {
  /** Free permits of this process. */
  free: number;
  /**
   * When true, a party gets a second or further call only while at least as many permits stay free as it then has
   * calls. So several slow parties together never hold all permits, and a newcomer finds one.
   */
  leaveFree: boolean;
}

/**
 * Shares free permits between parties. The party with the fewest calls under way comes first; among equals, the work
 * that has waited longest. So a backlog cannot keep the permits it once got. Pure: the order of the parties changes
 * nothing.
 * @returns the work to take, at most `free`, in the order in which it was shared out
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
    // Later turns have at least as many calls, so none of them fits either.
    if (leaveFree && calls > 1 && calls > left) break;
    taken.push(work);
  }
  return taken;
}

function byWaiting(a: WaitingWork, b: WaitingWork): number {
  return a.dueAt.getTime() - b.dueAt.getTime() || (a.id < b.id ? -1 : Number(a.id > b.id));
}
