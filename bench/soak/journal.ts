/** The most orders of a soak: 500 a second for an hour. */
const MOST_ORDERS = 2_000_000;
/** An event that the desk was told of by webhook is missed when the stream has not brought it for so long. */
const MISSED_AFTER_MS = 10_000;

/** Milliseconds, by what was waited for. */
export interface Delays {
  /** From the moment at which the request was due until its 202. */
  accept: number[];
  /** From the 202 until the call arrived at the seller. */
  call: number[];
  /** From the seller's answer to the call, or from our 200 for its webhook, until the desk was told. */
  tell: number[];
  /** The same, where a list showed the decision first. The poll that takes it up may be a later one. */
  poll: number[];
}

const noDelays = (): Delays => ({ accept: [], call: [], tell: [], poll: [] });

interface OpenOrder {
  number: number;
  seller: string;
  id: string | null;
  acceptedAt: number | null;
  calledAt: number | null;
  /** The seller has shown its decision. */
  answeredAt: number | null;
  answeredBy: 'tell' | 'poll';
  toldAt: number | null;
  isHeard: boolean;
}

/**
 * What became of each order, as the outside saw it: by one clock (`performance.now`). An order is kept until all was
 * seen of it. Of the others one byte remains, so that a second booking of an order still shows.
 */
export class Journal {
  private readonly open = new Map<string, OpenOrder>();
  private readonly byId = new Map<string, OpenOrder>();
  /** What arrived before the 202 was read. */
  private readonly early = new Map<string, ((order: OpenOrder) => void)[]>();
  private readonly booked = new Uint8Array(MOST_ORDERS);
  private delays = noDelays();
  sent = 0;
  accepted = 0;
  told = 0;
  repeated = 0;
  bookedTwice = 0;

  /** @param onDone called when all was seen of an order */
  constructor(private readonly onDone: (seller: string, poNumber: string) => void) {}

  /** @returns the number of a new order at a seller. @throws Error when there are too many */
  send(seller: string): string {
    if (this.sent >= MOST_ORDERS) throw new Error(`a soak has at most ${MOST_ORDERS} orders`);
    const number = this.sent;
    this.sent += 1;
    const poNumber = `soak-${number}`;
    this.open.set(poNumber, {
      number,
      seller,
      id: null,
      acceptedAt: null,
      calledAt: null,
      answeredAt: null,
      answeredBy: 'tell',
      toldAt: null,
      isHeard: false,
    });
    return poNumber;
  }

  accept(poNumber: string, id: string, dueAt: number): void {
    const order = this.open.get(poNumber);
    if (order === undefined) return;
    this.accepted += 1;
    order.id = id;
    order.acceptedAt = performance.now();
    this.delays.accept.push(order.acceptedAt - dueAt);
    this.noteCall(order);
    this.byId.set(id, order);
    for (const arrive of this.early.get(id) ?? []) arrive(order);
    this.early.delete(id);
  }

  /** An order that was refused is not followed. */
  refuse(poNumber: string): void {
    this.open.delete(poNumber);
  }

  book(poNumber: string): void {
    const number = Number(poNumber.slice('soak-'.length));
    const times = (this.booked[number] ?? 0) + 1;
    this.booked[number] = times;
    if (times > 1) {
      this.bookedTwice += 1;
      return;
    }
    const order = this.open.get(poNumber);
    if (order === undefined) return;
    order.calledAt = performance.now();
    this.noteCall(order);
  }

  /** @param by how the seller showed its decision: by itself, or when it was polled */
  answer(poNumber: string, by: OpenOrder['answeredBy']): void {
    const order = this.open.get(poNumber);
    if (order === undefined || order.answeredAt !== null) return;
    order.answeredAt = performance.now();
    order.answeredBy = by;
  }

  /** The desk's receiver was told of the end. */
  tell(id: string): void {
    const at = performance.now();
    this.whenKnown(id, (order) => {
      if (order.toldAt !== null) {
        this.repeated += 1;
        return;
      }
      this.told += 1;
      order.toldAt = at;
      this.delays[order.answeredBy].push(Math.max(0, at - (order.answeredAt ?? at)));
      this.doneIfSeen(order);
    });
  }

  /** The stream brought the end. */
  hear(id: string): void {
    this.whenKnown(id, (order) => {
      order.isHeard = true;
      this.doneIfSeen(order);
    });
  }

  /** Orders of which the service owes something: a call, or the news. Those that wait for a person are left out. */
  get owed(): number {
    let count = 0;
    for (const { calledAt, answeredAt, toldAt } of this.open.values()) {
      if (calledAt === null || (answeredAt !== null && toldAt === null)) count += 1;
    }
    return count;
  }

  get notDone(): number {
    return this.open.size;
  }

  /** Events of which the desk was told by webhook and not by the stream. */
  get missed(): number {
    const before = performance.now() - MISSED_AFTER_MS;
    let count = 0;
    for (const { toldAt, isHeard } of this.open.values())
      if (toldAt !== null && !isHeard && toldAt < before) count += 1;
    return count;
  }

  /** @returns the delays since this was asked last */
  takeDelays(): Delays {
    const { delays } = this;
    this.delays = noDelays();
    return delays;
  }

  private whenKnown(id: string, arrive: (order: OpenOrder) => void): void {
    const order = this.byId.get(id);
    if (order !== undefined) arrive(order);
    else this.early.set(id, [...(this.early.get(id) ?? []), arrive]);
  }

  private noteCall({ acceptedAt, calledAt }: OpenOrder): void {
    if (acceptedAt !== null && calledAt !== null) this.delays.call.push(Math.max(0, calledAt - acceptedAt));
  }

  private doneIfSeen({ number, id, seller, toldAt, isHeard, calledAt }: OpenOrder): void {
    if (toldAt === null || !isHeard || calledAt === null || id === null) return;
    const poNumber = `soak-${number}`;
    this.open.delete(poNumber);
    this.byId.delete(id);
    this.onDone(seller, poNumber);
  }
}
