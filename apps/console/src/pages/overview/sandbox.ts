/** The publisher of `npm run sandbox`, as the first steps register it. By its id they know that a buy there costs nothing. */
export const SANDBOX_ID = 'sandbox';

export const sandboxAddress = 'http://127.0.0.1:4100/hitl-v1/sandbox/mcp';

export function sandboxSeller(name: string, agentUrl: string) {
  return {
    id: SANDBOX_ID,
    name,
    agent_url: agentUrl,
    dialect: 'hitl-v1' as const,
    auth: { scheme: 'header' as const, header: 'x-adcp-auth', token: 'sandbox-token' },
  };
}

/** The sandbox does what the purchase order says: this one waits until somebody approves it on its page. */
export function firstBuy(now: Date) {
  const day = (ahead: number): string => new Date(now.getTime() + ahead * 86_400_000).toISOString().slice(0, 10);
  return {
    type: 'create_media_buy' as const,
    seller_id: SANDBOX_ID,
    request: {
      packages: ['premium_sports'],
      total_budget: 25_000,
      currency: 'USD',
      start_date: day(7),
      end_date: day(37),
      po_number: `WAIT-first-${now.getTime().toString(36)}`,
    },
  };
}
