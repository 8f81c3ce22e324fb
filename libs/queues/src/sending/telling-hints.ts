import type { Hint, HintSink } from '@adcp-orchestrator/domain';
import type { EventSignal } from '@adcp-orchestrator/ledger';

/**
 * Sends hints to the workers, and tells the readers of streams of the same commits: whoever owes a notification has
 * written an event, and whoever asks for a submission may have taken an operation in, which is one too.
 */
export class TellingHints implements HintSink {
  constructor(
    private readonly hints: HintSink,
    private readonly signal: Pick<EventSignal, 'tell'>,
  ) {}

  send(hints: readonly Hint[]): void {
    this.hints.send(hints.filter((hint) => hint.kind !== 'notify' || hint.onlyToStreams !== true));
    for (const { kind, tenantId } of hints) if (kind === 'notify' || kind === 'submit') this.signal.tell(tenantId);
  }
}
