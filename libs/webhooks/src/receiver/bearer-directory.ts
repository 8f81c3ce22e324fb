import type { Pool } from 'pg';
import { type Seller, WebhookMode } from '@adcp-orchestrator/domain';
import { type SellerRow, listBearerSellers, readSeller } from '@adcp-orchestrator/ledger';
import type { Log } from '@adcp-orchestrator/platform';
import { bearerTokenOf, secretDigest, verifyBearer } from '../verification/bearer';
import { agreedSecrets } from './agreed-secrets';

export interface BearerDirectoryOptions {
  pool: Pool;
  openSeller: (row: SellerRow) => Seller;
  log: Log;
  /** Most sellers that the bare route serves. */
  limit?: number;
}

interface SellerPlace {
  tenantId: string;
  sellerId: string;
}

const LIMIT = 5_000;

/**
 * Finds the seller of a bearer secret on the guide's bare route. Secrets are sealed, so no query can find one. They are
 * opened once, and looked up by a digest that only this process can make. For an unknown secret the table is read
 * again, once at a time. So a new seller is served at once, and a stranger costs at most one query.
 */
export class BearerDirectory {
  private sellers = new Map<string, SellerPlace[]>();
  /** Digests by sealed bytes, so that only new secrets are opened. */
  private opened = new Map<string, string[]>();
  private running: Promise<void> | null = null;
  private queued: Promise<void> | null = null;

  constructor(private readonly options: BearerDirectoryOptions) {}

  /** @returns the sellers whose secret the header carries, as they are now: none, one, or several that share it */
  async find(authorization: string | null, now: Date): Promise<Seller[]> {
    const token = bearerTokenOf(authorization);
    if (token === null) return [];
    const digest = secretDigest(token).toString('base64');
    const known = await this.verified(digest, authorization, now);
    if (known.length > 0) return known;
    await this.lookAgain();
    return this.verified(digest, authorization, now);
  }

  /** The memory only says which row to read. The row decides. */
  private async verified(digest: string, authorization: string | null, now: Date): Promise<Seller[]> {
    const { pool, openSeller } = this.options;
    const found: Seller[] = [];
    for (const place of this.sellers.get(digest) ?? []) {
      const row = await readSeller(pool, place);
      if (row === null || row.deleted_at !== null || row.webhook_mode !== WebhookMode.bearer) continue;
      const seller = openSeller(row);
      if (verifyBearer(await agreedSecrets(pool, seller, now), authorization)) found.push(seller);
    }
    return found;
  }

  /** A read that began before this question may have missed the new seller, so this waits for the next read. */
  private lookAgain(): Promise<void> {
    if (this.running === null) return this.look();
    this.queued ??= this.running
      .catch(() => undefined)
      .then(() => {
        this.queued = null;
        return this.look();
      });
    return this.queued;
  }

  private look(): Promise<void> {
    this.running = this.read().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  private async read(): Promise<void> {
    const { pool, log, limit = LIMIT } = this.options;
    const rows = await listBearerSellers(pool, limit + 1);
    if (rows.length > limit) {
      log.error({ limit }, 'too many sellers for the bare webhook route: the newest are served by their own URLs only');
    }
    const sellers = new Map<string, SellerPlace[]>();
    const opened = new Map<string, string[]>();
    for (const row of rows.slice(0, limit)) {
      const sealed = [row.webhook_secret_sealed, row.webhook_previous_sealed]
        .map((secret) => secret?.toString('base64') ?? '')
        .join(' ');
      const digests = this.opened.get(sealed) ?? this.digestsOf(row);
      if (digests === null) continue;
      opened.set(sealed, digests);
      for (const digest of digests) {
        const places = sellers.get(digest) ?? [];
        places.push({ tenantId: row.tenant_id, sellerId: row.id });
        sellers.set(digest, places);
      }
    }
    this.sellers = sellers;
    this.opened = opened;
  }

  /** One secret that cannot be opened must not shut out the other sellers. */
  private digestsOf(row: SellerRow): string[] | null {
    try {
      const { webhookSecret, previousWebhookSecret } = this.options.openSeller(row);
      const secrets = [webhookSecret, previousWebhookSecret?.secret ?? null].filter((secret) => secret !== null);
      return [...new Set(secrets.map((secret) => secretDigest(secret).toString('base64')))];
    } catch (error) {
      this.options.log.error({ err: error, seller: row.id }, 'the webhook secret of a seller cannot be opened');
      return null;
    }
  }
}
