import type { NewOperation, NewSeller } from '../support/api-client';
import type { Random } from './random';

export type Dialect = NewSeller['dialect'];

/** How a publisher will treat a purchase order, and how it may end. */
export interface Script {
  words: string;
  dialect: Dialect;
  /** The ends that the words may lead to. */
  ends: readonly string[];
  /** Nobody can prove whether this call was executed, even when none of our processes dies. */
  unprovable?: boolean;
}

export const both = (words: string, ...ends: string[]): Script[] => [
  { words, dialect: 'hitl-v1', ends },
  { words, dialect: 'adcp-v3', ends },
];
const hitl = (words: string, ...ends: string[]): Script => ({ words, dialect: 'hitl-v1', ends });
const adcp = (words: string, ...ends: string[]): Script => ({ words, dialect: 'adcp-v3', ends });
/** A seller without idempotency, and a call that leaves no trace there. */
const unprovable = (script: Script): Script => ({ ...script, unprovable: true });

/** What publishers do when nothing is wrong with the line. */
export const courses: readonly Script[] = [
  ...both('DONE', 'created'),
  ...both('ACTIVE', 'active', 'created'),
  ...both('FAIL', 'failed'),
  ...both('APPROVE-1', 'created'),
  ...both('APPROVE-2', 'created'),
  ...both('REJECT-1', 'rejected'),
  ...both('SLOW-1', 'created'),
  ...both('WEBHOOK_DUPLICATE-APPROVE-1', 'created'),
  ...both('WEBHOOK_EARLY-APPROVE-1', 'created'),
  ...both('WEBHOOK_LATE-1-APPROVE-1', 'created'),
  // The task says the first. Where its answer was lost, `check_media_buy_status` says the second.
  hitl('CANNOT_COMPLETE-1', 'rejected', 'failed'),
  hitl('ADSERVER-1', 'created'),
  hitl('PERMISSION-1-APPROVE-1', 'created'),
  hitl('GONE-1', 'created'),
  adcp('FAIL_LATER-1', 'failed'),
  adcp('CANCEL-1', 'canceled'),
  adcp('WORKING-1', 'created'),
];

/** What goes wrong between a publisher and us: before, while and after it executes the call. */
export const faults: readonly Script[] = [
  unprovable(hitl('DROP_BEFORE', 'created')),
  adcp('DROP_BEFORE', 'created'),
  ...both('DROP_AFTER', 'created'),
  ...both('DROP_MIDDLE', 'created'),
  ...both('GARBAGE', 'created'),
  ...both('HUGE', 'created'),
  unprovable(hitl('HANG', 'created')),
  adcp('HANG', 'created'),
  ...both('RATE_LIMIT-1', 'created'),
  ...both('HTTP_429-1', 'created'),
  unprovable(hitl('HTTP_503-1', 'created')),
  adcp('HTTP_503-1', 'created'),
  unprovable(hitl('HTTP_500', 'created')),
  adcp('HTTP_500', 'created'),
  ...both('HTTP_500_AFTER', 'created'),
  ...both('SESSION_LOST', 'created'),
  ...both('SLOW-4', 'created'),
  ...both('DROP_AFTER-APPROVE-1', 'created'),
  unprovable(hitl('DROP_MIDDLE-REJECT-1', 'rejected')),
  adcp('DROP_MIDDLE-REJECT-1', 'rejected'),
  adcp('DROP_BEFORE-X2-APPROVE-1', 'created'),
  adcp('DROP_AFTER-X2-APPROVE-1', 'created'),
  adcp('GARBAGE-DROP_AFTER-DONE', 'created'),
];

/** A purchase order that the desk hands over. */
export interface Order {
  script: Script;
  operation: NewOperation;
  idempotencyKey: string;
}

const dayMs = 86_400_000;

/** Makes purchase orders, each with a number and an idempotency key of its own. */
export class OrderBook {
  readonly orders: Order[] = [];
  /**
   * A request must be equal byte for byte, however often it is sent. So its dates depend on the book and not on the
   * moment.
   */
  private readonly startTime = new Date(Date.now() + 7 * dayMs).toISOString();
  private readonly endTime = new Date(Date.now() + 37 * dayMs).toISOString();

  constructor(
    private readonly name: string,
    private readonly sellers: readonly { id: string; dialect: Dialect }[],
  ) {}

  next(scripts: readonly Script[], random: Random): Order {
    return this.order(random.pick(scripts), random);
  }

  order(script: Script, random: Random): Order {
    return this.orderAt(random.pick(this.sellers.filter(({ dialect }) => dialect === script.dialect)).id, script);
  }

  orderAt(sellerId: string, script: Script): Order {
    const number = this.orders.length + 1;
    const poNumber = `${script.words}-crash-${this.name}-${number}`;
    const order: Order = {
      script,
      idempotencyKey: `crash-${this.name}-${number}`,
      operation: {
        type: 'create_media_buy',
        seller_id: sellerId,
        request: script.dialect === 'hitl-v1' ? hitlRequest(poNumber) : this.adcpRequest(poNumber),
        user_id: 'trader@desk.example',
      },
    };
    this.orders.push(order);
    return order;
  }

  private adcpRequest(poNumber: string): Record<string, unknown> {
    return {
      account: { brand: { domain: 'acmeoutdoor.example' }, operator: 'desk.example' },
      brand: { domain: 'acmeoutdoor.example' },
      start_time: this.startTime,
      end_time: this.endTime,
      po_number: poNumber,
      packages: [{ product_id: 'premium_sports', pricing_option_id: 'cpm_guaranteed_fixed', budget: 50_000 }],
    };
  }
}

function hitlRequest(poNumber: string): Record<string, unknown> {
  return {
    packages: ['premium_sports'],
    po_number: poNumber,
    total_budget: 50_000,
    targeting_overlay: { geo_country_any_of: ['US'] },
  };
}
