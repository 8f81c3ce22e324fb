/** A task stays listed for this long, longer than either side of the bench takes to ask about it. */
const LISTED_MS = 3_000;

interface ListedTask {
  /** The text of the task in the list. It is written once, because the bench does not measure a seller's work. */
  json: string;
  until: number;
}

export interface Booked {
  mediaBuyId: string;
  taskId: string;
}

/**
 * What one publisher of the stub knows. Every buy waits for a person, who is so quick that the first poll finds the
 * task approved.
 */
export class OrderBook {
  /** By purchase order. A second booking of an order must never happen; all are kept so that one would show. */
  readonly bookings = new Map<string, Booked[]>();
  private tasks: ListedTask[] = [];

  book(poNumber: string, number: number): Booked {
    const booked = { mediaBuyId: `mb_${number}`, taskId: `task_${number}` };
    const before = this.bookings.get(poNumber);
    if (before === undefined) this.bookings.set(poNumber, [booked]);
    else before.push(booked);
    const now = Date.now();
    const task = {
      task_id: booked.taskId,
      task_type: 'manual_approval',
      status: 'completed',
      operation: 'create_media_buy',
      created_at: new Date(now).toISOString(),
      resolution: 'approved',
      result: {
        media_buy_id: booked.mediaBuyId,
        status: 'pending_activation',
        creative_deadline: '2030-01-01T00:00:00Z',
      },
    };
    this.tasks.push({ json: JSON.stringify(task), until: now + LISTED_MS });
    return booked;
  }

  /** The answer of `get_pending_tasks`. */
  list(): string {
    const now = Date.now();
    const first = this.tasks.findIndex(({ until }) => until > now);
    this.tasks = first === -1 ? [] : this.tasks.slice(first);
    const tasks = this.tasks.map(({ json }) => json).join(',');
    return `{"tasks":[${tasks}],"total_count":${this.tasks.length},"overdue_count":0}`;
  }

  /** The answer of `check_media_buy_status`. */
  check(poNumber: string): string {
    const booked = this.bookings.get(poNumber)?.[0];
    if (booked === undefined) return '{"error":{"code":"not_found","message":"no such media buy"}}';
    return JSON.stringify({ media_buy_id: booked.mediaBuyId, status: 'pending_activation' });
  }
}
