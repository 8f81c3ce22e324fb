import type { IdGenerator } from '@opentelemetry/sdk-trace';

interface Ids {
  traceId: string;
  spanId: string;
}

/** Random ids, except for the span that is started within `use`. */
export class GivenIds implements IdGenerator {
  private given: Ids | null = null;

  constructor(private readonly random: IdGenerator) {}

  /** @param start starts one span at once */
  use<T>(ids: Ids, start: () => T): T {
    this.given = ids;
    try {
      return start();
    } finally {
      this.given = null;
    }
  }

  generateTraceId(): string {
    return this.given?.traceId ?? this.random.generateTraceId();
  }

  generateSpanId(): string {
    return this.given?.spanId ?? this.random.generateSpanId();
  }
}
