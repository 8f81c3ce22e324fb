const MOST = 1_000;

/**
 * Subscriptions whose last attempt from this process failed. This is only a hint for sharing out the permits: a new
 * process knows none, and learns them with its first attempts.
 */
export class FailingReceivers {
  private readonly ids = new Set<string>();

  get all(): ReadonlySet<string> {
    return this.ids;
  }

  note(subscriptionId: string, delivered: boolean): void {
    this.ids.delete(subscriptionId);
    if (delivered) return;
    this.ids.add(subscriptionId);
    const [oldest] = this.ids;
    if (this.ids.size > MOST && oldest !== undefined) this.ids.delete(oldest);
  }
}
