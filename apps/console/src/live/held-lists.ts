import type { OrchestratorEvent } from '../api/types';

/** What a list shows, as far as it decides whether an event is news to it. */
export interface HeldList {
  isNews: (event: OrchestratorEvent) => boolean;
}

/**
 * The lists that keep their place now, because pointer or focus is in them, and how much waits to be shown in each. They
 * are known by the hash of their query.
 */
export class HeldLists {
  private readonly held = new Map<string, { list: HeldList; waiting: Set<string>; isBehind: boolean }>();
  private readonly listeners = new Set<() => void>();

  hold(hash: string, list: HeldList): void {
    const { waiting = new Set<string>(), isBehind = false } = this.held.get(hash) ?? {};
    this.held.set(hash, { list, waiting, isBehind });
  }

  /** The list moves again. @returns whether something has happened since it kept its place */
  release(hash: string): boolean {
    const isBehind = this.held.get(hash)?.isBehind === true;
    this.held.delete(hash);
    this.tell();
    return isBehind;
  }

  /** What waited is shown now, and the list keeps its place further. */
  shown(hash: string): void {
    this.held.get(hash)?.waiting.clear();
    this.tell();
  }

  isHeld(hash: string): boolean {
    return this.held.has(hash);
  }

  note(events: readonly OrchestratorEvent[]): void {
    for (const one of this.held.values()) {
      one.isBehind = true;
      for (const event of events) {
        if (event.operation_id !== null && one.list.isNews(event)) one.waiting.add(event.operation_id);
      }
    }
    this.tell();
  }

  waiting(hash: string): number {
    return this.held.get(hash)?.waiting.size ?? 0;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}
