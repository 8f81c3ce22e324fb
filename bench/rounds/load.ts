import { Pool } from 'undici';
import type { Order, Side } from './side';

/** Desks that hand orders over at the same time. */
const CONNECTIONS = 32;

/**
 * Hands every order over. A connection sends its next order when the last was answered. @throws Error for any refusal
 */
export async function handOver(side: Side, orders: readonly Order[]): Promise<void> {
  const pool = new Pool(side.url, { connections: CONNECTIONS, headersTimeout: 60_000, bodyTimeout: 60_000 });
  const waiting = orders.values();
  try {
    await Promise.all(
      Array.from({ length: CONNECTIONS }, async () => {
        for (const order of waiting) {
          const { path, headers, body } = side.request(order);
          const answer = await pool.request({ method: 'POST', path, headers, body });
          const text = await answer.body.text();
          if (answer.statusCode !== side.accepted) {
            throw new Error(`${side.name} answered ${answer.statusCode} to ${order.poNumber}: ${text}`);
          }
        }
      }),
    );
  } finally {
    await pool.close();
  }
}
