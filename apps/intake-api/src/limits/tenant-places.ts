/** How many places there are, and who may wait for one. */
export interface PlaceRules {
  /** Most places that one tenant holds. */
  ofTenant: number;
  /** Places of all tenants together. */
  all: number;
  /** Most of one tenant that wait for a place; 0: nobody waits. */
  waiting: number;
  /** The longest that one waits; null: until there is a place. */
  waitMs: number | null;
}

/** There is no place. */
export class NoPlaceError extends Error {
  override readonly name = 'NoPlaceError';

  /** @param whose who holds the places that are missing: the tenant itself, or others too */
  constructor(readonly whose: 'tenant' | 'all') {
    super(`no place was free (${whose})`);
  }
}

interface Waiting {
  places: number;
  enter: () => void;
}

/**
 * Shares places for work that lasts among the tenants of this process: none holds all of them, and those who wait take
 * turns by tenant, each tenant's in the order in which they came.
 */
export class TenantPlaces {
  private readonly held = new Map<string, number>();
  private heldByAll = 0;
  /** By tenant, in the order of their turns. */
  private readonly waiting = new Map<string, Waiting[]>();

  constructor(private readonly rules: PlaceRules) {}

  /**
   * Does work on some places.
   * @throws NoPlaceError when there are none and nobody more may wait, or the wait took too long; whatever the work throws
   */
  async run<T>(tenantId: string, work: () => Promise<T>, places = 1): Promise<T> {
    await this.enter(tenantId, places);
    try {
      return await work();
    } finally {
      this.leave(tenantId, places);
    }
  }

  private enter(tenantId: string, places: number): Promise<void> {
    return new Promise((resolve, reject) => {
      let limit: NodeJS.Timeout | null = null;
      const one: Waiting = {
        places,
        enter: () => {
          if (limit !== null) clearTimeout(limit);
          resolve();
        },
      };
      const queue = this.waiting.get(tenantId) ?? [];
      queue.push(one);
      this.waiting.set(tenantId, queue);
      this.admit();
      if (!queue.includes(one)) return;
      const giveUp = (): void => {
        queue.splice(queue.indexOf(one), 1);
        if (queue.length === 0) this.waiting.delete(tenantId);
        reject(new NoPlaceError(this.isOwnShareUsed(tenantId, places) ? 'tenant' : 'all'));
        // Somebody smaller may have waited behind this one.
        this.admit();
      };
      if (queue.length > this.rules.waiting) giveUp();
      else if (this.rules.waitMs !== null) limit = setTimeout(giveUp, this.rules.waitMs);
    });
  }

  private leave(tenantId: string, places: number): void {
    const left = (this.held.get(tenantId) ?? 0) - places;
    if (left > 0) this.held.set(tenantId, left);
    else this.held.delete(tenantId);
    this.heldByAll -= places;
    this.admit();
  }

  private admit(): void {
    for (let isMore = true; isMore;) {
      isMore = false;
      for (const [tenantId, queue] of [...this.waiting]) {
        const [next] = queue;
        if (next === undefined || this.isOwnShareUsed(tenantId, next.places)) continue;
        // Whoever needs several places is not overtaken for ever by those who need one.
        if (this.heldByAll + next.places > this.rules.all) return;
        this.held.set(tenantId, (this.held.get(tenantId) ?? 0) + next.places);
        this.heldByAll += next.places;
        queue.shift();
        this.waiting.delete(tenantId);
        if (queue.length > 0) this.waiting.set(tenantId, queue);
        next.enter();
        isMore = true;
      }
    }
  }

  private isOwnShareUsed(tenantId: string, places: number): boolean {
    return (this.held.get(tenantId) ?? 0) + places > this.rules.ofTenant;
  }
}
