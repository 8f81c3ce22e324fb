/** A document that is needed to verify a webhook cannot be had or used now: nothing can be said of the webhook. */
export class DocumentUnavailableError extends Error {
  override readonly name = 'DocumentUnavailableError';

  /** @param reason for our log: it may show addresses, and is not told to the sender */
  constructor(url: string, reason: string, options?: ErrorOptions) {
    super(`${url} cannot be used: ${reason}`, options);
  }
}
