import { z } from 'zod';
import { Journal } from './journal';
import {
  buySchema,
  callSchema,
  replaySchema,
  settingsSchema,
  taskSchema,
  type Dialect,
  type ExecutedCall,
  type MediaBuy,
  type SellerSettings,
  type Task,
} from './records';

const entrySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('task'), value: taskSchema }),
  z.object({ kind: z.literal('buy'), value: buySchema }),
  z.object({ kind: z.literal('call'), value: callSchema }),
  z.object({ kind: z.literal('settings'), key: z.string(), value: settingsSchema }),
  z.object({ kind: z.literal('replay'), key: z.string(), value: replaySchema.nullable() }),
  z.object({ kind: z.literal('signing_key'), value: z.record(z.string(), z.unknown()) }),
  z.object({ kind: z.literal('reset'), seller: z.string().nullable() }),
]);
type Entry = z.infer<typeof entrySchema>;
export type ReplayRecord = z.infer<typeof replaySchema>;

/** Most records of one kind that are kept. Beyond that, the oldest that nobody waits for are dropped. */
const limit = 200_000;

/** The key of everything that belongs to one publisher. */
export function sellerKey(dialect: Dialect, seller: string): string {
  return `${dialect}/${seller}`;
}

/** Beyond the limit, drops the oldest entry that `removable` allows, and returns it. */
function bound<T>(records: Map<string, T>, removable: (record: T) => boolean): T | undefined {
  if (records.size <= limit) return undefined;
  for (const [key, record] of records) {
    if (removable(record)) {
      records.delete(key);
      return record;
    }
  }
  return undefined;
}

/** Everything the sandbox remembers, in memory and, if a journal is given, on disk. */
export class Store {
  readonly tasks = new Map<string, Task>();
  readonly buys = new Map<string, MediaBuy>();
  readonly replays = new Map<string, ReplayRecord>();
  private calls: ExecutedCall[] = [];
  private readonly settings = new Map<string, SellerSettings>();
  private readonly purchases = new Map<string, string[]>();
  private readonly tasksBySeller = new Map<string, Map<string, Task>>();
  private key: Record<string, unknown> | undefined;
  private lastSeq = 0;

  constructor(private readonly journal?: Journal) {
    journal?.replay((line) => {
      this.remember(entrySchema.parse(line));
    });
    journal?.rewrite(this.entries());
  }

  saveTask(task: Task): void {
    this.write({ kind: 'task', value: task });
  }

  saveBuy(buy: MediaBuy): void {
    this.write({ kind: 'buy', value: buy });
  }

  /** Records a call that was executed. Bookings are counted from these records alone. */
  recordCall(call: Omit<ExecutedCall, 'seq'>): ExecutedCall {
    const value = { seq: this.lastSeq + 1, ...call };
    this.write({ kind: 'call', value });
    return value;
  }

  executedCalls(): readonly ExecutedCall[] {
    return this.calls;
  }

  /** The tasks of one publisher, oldest first. */
  tasksOf(dialect: Dialect, seller: string): Iterable<Task> {
    return this.tasksBySeller.get(sellerKey(dialect, seller))?.values() ?? [];
  }

  /** The buys of one publisher, oldest first. */
  *buysOf(dialect: Dialect, seller: string): Generator<MediaBuy> {
    for (const buy of this.buys.values()) if (buy.seller === seller && buy.dialect === dialect) yield buy;
  }

  /** The buys of one publisher that carry this purchase order number, oldest first. */
  buysOfPurchase(dialect: Dialect, seller: string, poNumber: string): MediaBuy[] {
    const ids = this.purchases.get(`${sellerKey(dialect, seller)} ${poNumber}`) ?? [];
    return ids.flatMap((id) => this.buys.get(id) ?? []);
  }

  settingsOf(dialect: Dialect, seller: string): SellerSettings {
    return this.settings.get(sellerKey(dialect, seller)) ?? settingsSchema.parse({});
  }

  saveSettings(dialect: Dialect, seller: string, value: SellerSettings): void {
    this.write({ kind: 'settings', key: sellerKey(dialect, seller), value });
  }

  saveReplay(key: string, value: ReplayRecord): void {
    this.write({ kind: 'replay', key, value });
  }

  dropReplay(key: string): void {
    if (this.replays.has(key)) this.write({ kind: 'replay', key, value: null });
  }

  signingKey(): Record<string, unknown> | undefined {
    return this.key;
  }

  saveSigningKey(value: Record<string, unknown>): void {
    this.write({ kind: 'signing_key', value });
  }

  /** Forgets everything of one publisher's name, or of all (`null`); the signing key stays. */
  reset(seller: string | null): void {
    this.write({ kind: 'reset', seller });
  }

  private write(entry: Entry): void {
    this.journal?.append(entry);
    this.remember(entry);
  }

  private remember(entry: Entry): void {
    switch (entry.kind) {
      case 'task':
        this.rememberTask(entry.value);
        return;
      case 'buy':
        this.rememberBuy(entry.value);
        return;
      case 'call':
        this.calls.push(entry.value);
        this.lastSeq = Math.max(this.lastSeq, entry.value.seq);
        if (this.calls.length > limit) this.calls.splice(0, limit / 10);
        return;
      case 'settings':
        this.settings.set(entry.key, entry.value);
        return;
      case 'replay':
        if (entry.value === null) this.replays.delete(entry.key);
        else this.replays.set(entry.key, entry.value);
        bound(this.replays, () => true);
        return;
      case 'signing_key':
        this.key = entry.value;
        return;
      case 'reset':
        this.clear(entry.seller);
        return;
    }
  }

  private rememberTask(task: Task): void {
    this.tasks.set(task.task_id, task);
    const key = sellerKey(task.dialect, task.seller);
    const own = this.tasksBySeller.get(key) ?? new Map<string, Task>();
    this.tasksBySeller.set(key, own.set(task.task_id, task));
    const dropped = bound(this.tasks, (candidate) => candidate.state !== 'open');
    if (dropped) this.tasksBySeller.get(sellerKey(dropped.dialect, dropped.seller))?.delete(dropped.task_id);
  }

  private rememberBuy(buy: MediaBuy): void {
    if (!this.buys.has(buy.media_buy_id) && buy.po_number !== null) {
      const purchase = `${sellerKey(buy.dialect, buy.seller)} ${buy.po_number}`;
      this.purchases.set(purchase, [...(this.purchases.get(purchase) ?? []), buy.media_buy_id]);
    }
    this.buys.set(buy.media_buy_id, buy);
    bound(this.buys, () => true);
    bound(this.purchases, (ids) => ids.every((id) => !this.buys.has(id)));
  }

  private clear(seller: string | null): void {
    const gone = (record: { seller: string }): boolean => seller === null || record.seller === seller;
    for (const [id, task] of this.tasks) if (gone(task)) this.tasks.delete(id);
    for (const key of this.tasksBySeller.keys())
      if (seller === null || key.endsWith(`/${seller}`)) this.tasksBySeller.delete(key);
    for (const [id, buy] of this.buys) if (gone(buy)) this.buys.delete(id);
    for (const [key, ids] of this.purchases) if (ids.every((id) => !this.buys.has(id))) this.purchases.delete(key);
    for (const key of this.replays.keys())
      if (seller === null || key.startsWith(`${seller} `)) this.replays.delete(key);
    for (const key of this.settings.keys())
      if (seller === null || key.endsWith(`/${seller}`)) this.settings.delete(key);
    this.calls = this.calls.filter((call) => !gone(call));
  }

  private *entries(): Generator<Entry> {
    if (this.key) yield { kind: 'signing_key', value: this.key };
    for (const [key, value] of this.settings) yield { kind: 'settings', key, value };
    for (const value of this.tasks.values()) yield { kind: 'task', value };
    for (const value of this.buys.values()) yield { kind: 'buy', value };
    for (const value of this.calls) yield { kind: 'call', value };
    for (const [key, value] of this.replays) yield { kind: 'replay', key, value };
  }
}
