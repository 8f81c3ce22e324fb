import type { Dispatcher } from 'undici';
import type { Clock, Seller, WebhookKeys } from '@adcp-orchestrator/domain';
import { type CachedDocument, DocumentCache } from '../documents/document-cache';
import { DocumentUnavailableError } from '../documents/document-unavailable';
import { fetchJson } from '../documents/fetch-json';
import { type BrandJson, jwksUriOf, readBrandJson } from './brand-json';
import { type PublicKey, readKeySet } from './public-keys';

/** AdCP 3.0: never longer than the interval between two reads of a revocation list, which is at most 15 minutes. */
export const KEYS_FRESH_SECONDS = 900;
/**
 * While a publisher's web server is away, its webhooks are still verified for this long. After that they must wait
 * (`503`).
 */
export const KEYS_STALE_SECONDS = 3_600;

export interface SellerKeysOptions {
  /** The guarded agent. */
  dispatcher: Dispatcher;
  allowPrivateNetworks: boolean;
  clock: Clock;
}

/** The public keys of sellers, wherever they are: pinned, at a URL, or found through `brand.json`. */
export class SellerKeys {
  private readonly keySets: DocumentCache<Map<string, PublicKey>>;
  private readonly brands: DocumentCache<BrandJson>;

  constructor(private readonly options: SellerKeysOptions) {
    const { dispatcher, clock } = options;
    const common = {
      fetch: (url: string, etag: string | null) => fetchJson(dispatcher, url, etag),
      clock,
      freshSeconds: () => KEYS_FRESH_SECONDS,
      staleSeconds: KEYS_STALE_SECONDS,
    };
    this.keySets = new DocumentCache({ ...common, read: readKeySet });
    this.brands = new DocumentCache({ ...common, read: readBrandJson });
  }

  /**
   * @returns the key; null when the seller publishes none of that id, after one more look (AdCP 3.0 security, webhook
   *   verification, step 7)
   * @throws DocumentUnavailableError when that cannot be known now
   */
  async find(seller: Pick<Seller, 'agentUrl'>, keys: WebhookKeys, kid: string): Promise<PublicKey | null> {
    if (keys.pinned !== null) return (keys.pinned.find((key) => key.kid === kid) as PublicKey | undefined) ?? null;
    if (keys.jwksUri !== null) return this.findAt(keys.jwksUri, kid);
    if (keys.brandJsonUrl === null) throw new Error('a seller that signs its webhooks has no source of keys');
    return this.findByBrand(keys.brandJsonUrl, seller.agentUrl, kid);
  }

  private async findAt(url: string, kid: string): Promise<PublicKey | null> {
    const { document, fetchedNow } = await this.keySets.get(url);
    const found = document.content.get(kid);
    if (found !== undefined) return found;
    if (fetchedNow) return null;
    return (await this.keySets.getNewerThan(url, document)).content.get(kid) ?? null;
  }

  private async findByBrand(brandUrl: string, agentUrl: string, kid: string): Promise<PublicKey | null> {
    const brand = await this.brand(brandUrl);
    const jwksUri = this.jwksUri(brandUrl, brand, agentUrl);
    const found = await this.findAt(jwksUri, kid);
    if (found !== null) return found;
    // The operator may have moved its keys.
    const newer = await this.brands.getNewerThan(brand.url, brand.document);
    const movedTo = this.jwksUri(brandUrl, { url: brand.url, document: newer }, agentUrl);
    return movedTo === jwksUri ? null : this.findAt(movedTo, kid);
  }

  /** Follows one pointer to another place, and no chain (AdCP 3.0 security, brand.json resolution). */
  private async brand(url: string): Promise<{ url: string; document: CachedDocument<BrandJson> }> {
    const { document } = await this.brands.get(url);
    if (document.content.kind === 'agents') return { url, document };
    const elsewhere = document.content.url;
    this.assertFetchable(url, elsewhere);
    return { url: elsewhere, document: (await this.brands.get(elsewhere)).document };
  }

  private jwksUri(
    brandUrl: string,
    { url, document: { content } }: { url: string; document: CachedDocument<BrandJson> },
    agentUrl: string,
  ): string {
    if (content.kind === 'elsewhere') {
      throw new DocumentUnavailableError(brandUrl, `it leads to ${url}, which leads elsewhere again`);
    }
    let found: string;
    try {
      found = jwksUriOf(content.agents, agentUrl);
    } catch (error) {
      throw new DocumentUnavailableError(url, error instanceof Error ? error.message : String(error), { cause: error });
    }
    this.assertFetchable(url, found);
    return found;
  }

  /** A URL in a document is checked like one that a desk enters. Addresses are checked on connecting. */
  private assertFetchable(where: string, url: string): void {
    const parsed = URL.canParse(url) ? new URL(url) : null;
    const https = parsed?.protocol === 'https:' || (this.options.allowPrivateNetworks && parsed?.protocol === 'http:');
    if (parsed === null || !https || parsed.username !== '' || parsed.password !== '') {
      throw new DocumentUnavailableError(where, 'it names a URL that is not https, or holds a user');
    }
  }
}
