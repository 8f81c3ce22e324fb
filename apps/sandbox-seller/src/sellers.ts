import { AdcpServers } from './adcp-v3/server';
import { Prose } from './hitl-v1/prose';
import { createHitlServer } from './hitl-v1/server';
import { HitlTools } from './hitl-v1/tools';
import { HttpRequestError } from './http/http';
import { Sessions } from './http/sessions';
import type { Publisher } from './publisher/publisher';
import { Dialect } from './state/records';
import { sellerKey, type Store } from './state/store';

const maxSellers = 2000;

/** The publishers of this process, each made when it is first called. */
export class Sellers {
  private readonly sessions = new Map<string, Sessions>();

  constructor(
    private readonly store: Store,
    private readonly publisher: Publisher,
    private readonly baseUrl: () => string,
    private readonly now: () => number,
  ) {}

  /** @throws HttpRequestError when there are too many */
  sessionsOf(dialect: Dialect, seller: string): Sessions {
    const key = sellerKey(dialect, seller);
    const known = this.sessions.get(key);
    if (known) return known;
    if (this.sessions.size >= maxSellers) {
      throw new HttpRequestError(
        503,
        `this sandbox already plays ${maxSellers} sellers; use one of them or start another sandbox`,
      );
    }
    const settings = () => this.store.settingsOf(dialect, seller);
    const created = new Sessions(this.serverFactory(dialect, seller), settings);
    this.sessions.set(key, created);
    return created;
  }

  names(): string[] {
    return [...this.sessions.keys()];
  }

  async close(): Promise<void> {
    await Promise.all([...this.sessions.values()].map((sessions) => sessions.close()));
  }

  private serverFactory(dialect: Dialect, seller: string) {
    if (dialect === Dialect.adcp_v3) {
      const servers = new AdcpServers(
        seller,
        `${this.baseUrl()}/adcp-v3/${seller}/mcp`,
        this.store,
        this.publisher,
        this.now,
      );
      return () => servers.create();
    }
    const prose = new Prose(() => this.store.settingsOf(dialect, seller));
    const tools = new HitlTools(seller, this.store, this.publisher, prose, this.now);
    return () => createHitlServer(tools, prose);
  }
}
