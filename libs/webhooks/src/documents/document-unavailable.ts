/** A document that is needed to verify a webhook cannot be had or used now. The webhook may be genuine or not. */
export class DocumentUnavailableError extends Error {
  override readonly name = 'DocumentUnavailableError';

  /** @param reason for our log only: it may hold addresses, and is never sent to the sender */
  constructor(url: string, reason: string, options?: ErrorOptions) {
    super(`${url} cannot be used: ${reason}`, options);
  }
}
