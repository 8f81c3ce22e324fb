import { type CallTime, type Clock, type FrozenCall, mayGoOut } from '@adcp-orchestrator/domain';
import type { CallToStart, DueOperation } from '@adcp-orchestrator/ledger';
import type { SecretBox } from '@adcp-orchestrator/platform';
import type { KnownSeller, McpSessions, SellerDirectory } from '@adcp-orchestrator/sellers';
import { openCall, sealCall } from './frozen-call';
import { webhookUrlOf } from './webhook-url';

export interface CallPreparerOptions {
  directory: Pick<SellerDirectory, 'findAtOnce'>;
  sessions: Pick<McpSessions, 'admitsAtOnce'>;
  box: Pick<SecretBox, 'seal' | 'open'>;
  clock: Clock;
  webhookUrl: string | null;
}

/** A call with all that it needs to start and to go out. */
export interface ReadyCall extends CallToStart {
  known: KnownSeller;
  call: FrozenCall;
}

/** Makes the bytes of calls, as they go out and as they are kept. */
export class CallPreparer {
  constructor(private readonly options: CallPreparerOptions) {}

  /**
   * Prepares a call that can start with its claim.
   * @returns null when that takes more than looking: the seller has to be asked or waited for, nothing may go out, or
   *   something is wrong. `OperationSender.send` then takes the steps one by one, and records what it finds.
   */
  async atOnce(due: DueOperation): Promise<ReadyCall | null> {
    const { directory, sessions } = this.options;
    try {
      const known = await directory.findAtOnce(due.operation);
      if (known === null || known.deleted || known.pause !== null) return null;
      if (!mayGoOut(due.operation, this.callTime(known))) return null;
      return (await sessions.admitsAtOnce(known.seller)) ? this.prepare(due, known) : null;
    } catch {
      return null;
    }
  }

  /** @throws what keeps the call from being made */
  prepare(due: DueOperation, known: KnownSeller): ReadyCall {
    const { operation, request, frozenCallSealed } = due;
    const { seller, dialect } = known;
    const { box, webhookUrl: base } = this.options;
    const sellerRevision = seller.revision;
    if (frozenCallSealed !== null && goesOutAsFrozen(due, known)) {
      return { known, call: openCall(box, operation.id, frozenCallSealed), frozenCallSealed: null, sellerRevision };
    }
    const webhookUrl = webhookUrlOf(seller, base);
    const call = dialect.prepare(seller, { operation, request, requestKey: operation.requestKey, webhookUrl });
    return { known, call, frozenCallSealed: sealCall(box, operation.id, call), sellerRevision };
  }

  /** What the domain judges a call of this seller by, if it goes out now. */
  callTime({ seller }: KnownSeller): CallTime {
    const replayWindowSeconds = seller.capabilities?.replayWindowSeconds ?? null;
    return { now: this.options.clock.now(), seller: { replayWindowSeconds, revision: seller.revision } };
  }
}

/**
 * The bytes of a call can hold the webhook secret of the server that they were made for. After a change of its address
 * or credential they are made anew. Only a call of which nothing was executed comes here then (`mayGoOut`).
 */
function goesOutAsFrozen({ operation }: DueOperation, { seller }: KnownSeller): boolean {
  const frozenFor = operation.calls.at(-1)?.sellerRevision ?? null;
  return frozenFor === null || frozenFor === seller.revision;
}
