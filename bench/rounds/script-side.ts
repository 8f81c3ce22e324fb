import { Client } from 'pg';
import { type Booking, type Order, type Side, mediaBuyRequest } from './side';

/** The guide's script, see bench/script. */
export class ScriptSide implements Side {
  readonly name = "the guide's script";
  readonly accepted = 200;
  readonly pids: Readonly<Record<string, number>>;

  private constructor(
    readonly url: string,
    pid: number,
    readonly databaseUrl: string,
    private readonly sellerUrls: ReadonlyMap<string, string>,
    private readonly database: Client,
  ) {
    this.pids = { script: pid };
  }

  static async prepare(
    script: { url: string; pid: number },
    databaseUrl: string,
    sellers: readonly { id: string; url: string }[],
  ): Promise<ScriptSide> {
    const database = new Client({ connectionString: databaseUrl, query_timeout: 30_000 });
    await database.connect();
    const urls = new Map(sellers.map(({ id, url }) => [id, url]));
    return new ScriptSide(script.url, script.pid, databaseUrl, urls, database);
  }

  request({ seller, poNumber }: Order) {
    const body = {
      user_id: 'trader@desk',
      seller_url: this.sellerUrls.get(seller),
      request: mediaBuyRequest(poNumber),
    };
    return { path: '/operations', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  }

  async bookings(prefix: string): Promise<Booking[]> {
    const { rows } = await this.database.query<Booking>(
      `SELECT request->>'po_number' AS "poNumber", status, media_buy_id AS "mediaBuyId"
       FROM operations WHERE starts_with(request->>'po_number', $1)`,
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
}
