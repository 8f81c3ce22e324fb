import { Client } from 'pg';
import type { Product } from '../context';
import { type Booking, type Order, type Side, mediaBuyRequest } from './side';

/** This product, with sellers and a subscription for the bench. */
export class ProductSide implements Side {
  readonly accepted = 202;
  readonly url: string;
  readonly databaseUrl: string;
  readonly pids: Readonly<Record<string, number>>;
  private readonly headers: Record<string, string>;

  private constructor(
    product: Product,
    private readonly database: Client,
    readonly name: string,
  ) {
    this.url = product.url;
    this.databaseUrl = product.databaseUrl;
    this.pids = product.pids;
    this.headers = { authorization: `Bearer ${product.key}`, 'content-type': 'application/json' };
  }

  static async prepare(
    product: Product,
    sellers: readonly { id: string; url: string }[],
    receiverUrl: string,
    name = 'this product',
  ): Promise<ProductSide> {
    const database = new Client({ connectionString: product.databaseUrl, query_timeout: 30_000 });
    await database.connect();
    const side = new ProductSide(product, database, name);
    await side.post('/v1/subscriptions', {
      url: `${receiverUrl}/notifications`,
      events: ['operation.pending_approval', 'operation.created'],
    });
    for (const { id, url } of sellers) {
      await side.post('/v1/sellers', {
        id,
        name: `Stub ${id}`,
        agent_url: url,
        dialect: 'hitl-v1',
        auth: { scheme: 'header', header: 'x-adcp-auth', token: 'bench' },
      });
    }
    return side;
  }

  request({ seller, poNumber }: Order) {
    const body = {
      type: 'create_media_buy',
      seller_id: seller,
      user_id: 'trader@desk',
      request: mediaBuyRequest(poNumber),
    };
    return { path: '/v1/operations', headers: this.headers, body: JSON.stringify(body) };
  }

  async bookings(prefix: string): Promise<Booking[]> {
    const { rows } = await this.database.query<Booking>(
      `SELECT o.po_number AS "poNumber", o.status, b.media_buy_id AS "mediaBuyId"
       FROM operations o LEFT JOIN media_buys b ON b.operation_id = o.id WHERE starts_with(o.po_number, $1)`,
      [prefix],
    );
    return rows;
  }

  async analyze(): Promise<void> {
    await this.database.query('ANALYZE');
  }

  async close(): Promise<void> {
    await this.database.end();
  }

  private async post(path: string, body: unknown): Promise<void> {
    const response = await fetch(`${this.url}${path}`, {
      method: 'POST',
      headers: this.headers,
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    });
    const text = await response.text();
    if (response.status !== 201) throw new Error(`POST ${path} answered ${response.status}: ${text}`);
  }
}
