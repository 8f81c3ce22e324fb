/**
 * A document that is needed to verify a webhook cannot be had or used now. Whether the webhook is genuine is not known.
 */
export class DocumentUnavailableError extends Error {
  override readonly name = 'DocumentUnavailableError';

  /** @param reason for our log only: it may hold addresses, so the sender never sees it */
  constructor(url: string, reason: string, options?: ErrorOptions) {
    super(`${url} cannot be used: ${reason}`, options);
  }
}
