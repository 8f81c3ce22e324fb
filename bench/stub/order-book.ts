/** A task stays listed for this long, longer than either side of the bench takes to ask about it. */
const LISTED_MS = 3_000;

interface ListedTask {
  poNumber: string;
  /** The texts of the task in the list. They are written once, because the bench does not measure a seller's work. */
  open: string;
  decided: string;
  decidedAt: number;
}

export interface Booked {
  mediaBuyId: string;
  taskId: string;
}

/** How a publisher decides on its buys. */
export interface Manner {
  /** In the answer to the call; otherwise a person does. */
  atOnce: boolean;
  /** How long the person takes. Default: so short that the first poll finds the task approved. */
  afterMs: (order: number) => number;
  /** Called whenever an answer shows that a buy was approved. */
  onShown: (poNumber: string) => void;
}

const quickPerson: Manner = { atOnce: false, afterMs: () => 0, onShown: () => undefined };

/** What one publisher of the stub knows. */
export class OrderBook {
  /** By purchase order. A second booking of an order must never happen; all are kept so that one would show. */
  readonly bookings = new Map<string, Booked[]>();
  private tasks: ListedTask[] = [];
  /** The texts of tasks that wait for a person who does not come, joined. */
  private waiting = '';
  private waitingCount = 0;

  constructor(readonly manner: Manner = quickPerson) {}

  book(poNumber: string, number: number): Booked {
    const booked = { mediaBuyId: `mb_${number}`, taskId: `task_${number}` };
    const before = this.bookings.get(poNumber);
    if (before === undefined) this.bookings.set(poNumber, [booked]);
    else before.push(booked);
    if (this.manner.atOnce) return booked;
    const now = Date.now();
    const open = {
      task_id: booked.taskId,
      task_type: 'manual_approval',
      status: 'pending',
      operation: 'create_media_buy',
      created_at: new Date(now).toISOString(),
    };
    const decided = {
      ...open,
      status: 'completed',
      resolution: 'approved',
      result: {
        media_buy_id: booked.mediaBuyId,
        status: 'pending_activation',
        creative_deadline: '2030-01-01T00:00:00Z',
      },
    };
    const decidedAt = now + this.manner.afterMs(number);
    this.tasks.push({ poNumber, open: JSON.stringify(open), decided: JSON.stringify(decided), decidedAt });
    return booked;
  }

  /** Forgets an order that nobody asks for any more: a long run must not make the stub slow. */
  forget(poNumber: string): void {
    this.bookings.delete(poNumber);
  }

  /** Adds tasks that nobody decides on: `waiting_1` and so on. */
  wait(tasks: number): void {
    const created = new Date().toISOString();
    const added = Array.from({ length: tasks }, (_, index) =>
      JSON.stringify({
        task_id: `waiting_${this.waitingCount + index + 1}`,
        task_type: 'manual_approval',
        status: 'pending',
        operation: 'create_media_buy',
        principal_id: 'desk',
        created_at: created,
        due_by: '2030-01-01T00:00:00Z',
        assigned_to: 'ad-operations@publisher.example',
        details: 'The order is above the limit up to which campaigns are booked without a person.',
      }),
    );
    this.waiting = [...(this.waiting === '' ? [] : [this.waiting]), ...added].join(',');
    this.waitingCount += tasks;
  }

  /** The answer of `get_pending_tasks`. */
  list(): string {
    const now = Date.now();
    this.tasks = this.tasks.filter(({ decidedAt }) => decidedAt + LISTED_MS > now);
    const listed = this.tasks.map(({ poNumber, open, decided, decidedAt }) => {
      if (decidedAt > now) return open;
      this.manner.onShown(poNumber);
      return decided;
    });
    const tasks = [...(this.waitingCount === 0 ? [] : [this.waiting]), ...listed].join(',');
    return `{"tasks":[${tasks}],"total_count":${this.tasks.length + this.waitingCount},"overdue_count":0}`;
  }

  /** The answer of `check_media_buy_status` about a buy that was booked: its campaign has ended since. */
  follow(mediaBuyId: string): string {
    return JSON.stringify({ media_buy_id: mediaBuyId, status: 'completed' });
  }

  /** The answer of `check_media_buy_status` about an order. */
  check(poNumber: string): string {
    const booked = this.bookings.get(poNumber)?.[0];
    if (booked === undefined) return '{"error":{"code":"not_found","message":"no such media buy"}}';
    this.manner.onShown(poNumber);
    return JSON.stringify({ media_buy_id: booked.mediaBuyId, status: 'pending_activation' });
  }
}
