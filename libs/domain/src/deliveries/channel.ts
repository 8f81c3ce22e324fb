/** How a subscriber is told. */
export const Channel = { webhook: 'webhook', email: 'email', slack: 'slack' } as const;
export type Channel = (typeof Channel)[keyof typeof Channel];

export const channels: readonly Channel[] = Object.values(Channel);

/**
 * How many deliveries one process may have under way per channel. All e-mail goes through one server, and nearly all
 * chat through one host. If that server hangs, every receiver behind it hangs: these limits leave most of the permits
 * to the others. Webhooks go to servers of their own, which are limited one by one.
 */
export const channelPermits: Readonly<Partial<Record<Channel, number>>> = { email: 16, slack: 24 };
