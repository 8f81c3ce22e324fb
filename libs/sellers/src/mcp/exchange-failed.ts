import type { Executed, FaultCode } from '../faults/seller-fault';

/** An HTTP exchange that brought no usable answer. `executed` is judged from whether bytes may have been written. */
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
