/**
 * The one source of chance of a crash run. The same seed makes the same choices in the same order. It cannot repeat
 * what the machine does meanwhile (scheduling, how fast a process starts).
 */
export class Random {
  private state: number;

  constructor(readonly seed: number) {
    this.state = seed >>> 0;
  }

  /** A stream of its own. The choices of one part then do not depend on how many another part has made. */
  stream(name: string): Random {
    let hash = 2_166_136_261 ^ this.seed;
    for (const character of name) hash = Math.imul(hash ^ character.charCodeAt(0), 16_777_619);
    return new Random(hash);
  }

  /** In [0, 1) (mulberry32). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** In [lowest, highest). */
  between(lowest: number, highest: number): number {
    return lowest + this.next() * (highest - lowest);
  }

  pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.next() * items.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  }
}
