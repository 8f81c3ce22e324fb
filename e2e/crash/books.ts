import type { SandboxSeller } from '../support/sandbox-seller';

/** A media buy that exists at a publisher. */
export interface BookedBuy {
  media_buy_id: string;
  seller: string;
  po_number: string | null;
}

interface BookedTask {
  task_id: string;
  seller: string;
  po_number: string | null;
  state: string;
  reason: string | null;
}

interface BookedCall {
  seller: string;
  tool: string;
  po_number: string | null;
  outcome: 'completed' | 'pending' | 'failed';
}

/** What the publishers have of one purchase order. */
export interface Page {
  buys: BookedBuy[];
  tasks: BookedTask[];
  /** Calls that were executed and did not fail. More than one is a double booking, made or on its way. */
  executions: number;
  failures: number;
}

/** The publishers' own books. They are the only witness of what was booked. */
export class Books {
  private readonly pages = new Map<string, Page>();

  /** Calls of any tool that may change something. */
  readonly calls: number;

  private constructor(
    readonly buys: readonly BookedBuy[],
    tasks: readonly BookedTask[],
    calls: readonly BookedCall[],
  ) {
    this.calls = calls.length;
    for (const buy of buys) this.make(buy).buys.push(buy);
    for (const task of tasks) this.make(task).tasks.push(task);
    for (const call of calls) {
      if (call.tool !== 'create_media_buy') continue;
      if (call.outcome === 'failed') this.make(call).failures += 1;
      else this.make(call).executions += 1;
    }
  }

  static async read(sandbox: SandboxSeller): Promise<Books> {
    const [bookings, tasks, calls] = await Promise.all([
      get<{ media_buys: BookedBuy[] }>(sandbox, '/control/bookings'),
      get<{ tasks: BookedTask[] }>(sandbox, '/control/tasks'),
      get<{ calls: BookedCall[] }>(sandbox, '/control/calls'),
    ]);
    return new Books(bookings.media_buys, tasks.tasks, calls.calls);
  }

  of(order: { seller: string; po_number: string | null }): Page {
    return this.pages.get(keyOf(order)) ?? { buys: [], tasks: [], executions: 0, failures: 0 };
  }

  /** Purchase orders that were executed more than once. */
  get executedTwice(): string[] {
    return [...this.pages].filter(([, { executions }]) => executions > 1).map(([key]) => key);
  }

  private make(of: { seller: string; po_number: string | null }): Page {
    const key = keyOf(of);
    const known = this.pages.get(key);
    if (known !== undefined) return known;
    const page: Page = { buys: [], tasks: [], executions: 0, failures: 0 };
    this.pages.set(key, page);
    return page;
  }
}

function keyOf({ seller, po_number: poNumber }: { seller: string; po_number: string | null }): string {
  return `${seller} ${poNumber ?? ''}`;
}

async function get<T>(sandbox: SandboxSeller, path: string): Promise<T> {
  const response = await fetch(`${sandbox.url}${path}`, { signal: AbortSignal.timeout(20_000) });
  if (!response.ok) throw new Error(`the sandbox answered GET ${path} with ${response.status}`);
  return (await response.json()) as T;
}
