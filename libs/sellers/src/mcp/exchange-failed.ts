import type { Executed, FaultCode } from '../faults/seller-fault';

/**
 * An HTTP exchange that brought no usable answer. `executed` is `no` only when no byte can have been written, or the
 * seller proves it.
 */
export class ExchangeFailedError extends Error {
  override readonly name = 'ExchangeFailedError';

  constructor(
    readonly code: FaultCode,
    readonly executed: Executed,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
