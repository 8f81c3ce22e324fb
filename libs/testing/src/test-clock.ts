import type { Clock } from '@adcp-orchestrator/domain';

/** A clock that stands until a test moves it. */
export class TestClock implements Clock {
  private instant: number;

  constructor(start = new Date('2026-03-02T09:00:00.000Z')) {
    this.instant = start.getTime();
  }

  now(): Date {
    return new Date(this.instant);
  }

  /** Moves time on. */
  advance(by: { hours?: number; minutes?: number; seconds?: number }): void {
    this.instant += ((by.hours ?? 0) * 3600 + (by.minutes ?? 0) * 60 + (by.seconds ?? 0)) * 1000;
  }
}
