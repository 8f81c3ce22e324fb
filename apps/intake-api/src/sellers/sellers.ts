import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import type { Principal } from '@adcp-orchestrator/access';
import type { Clock, HintSink, JsonObject } from '@adcp-orchestrator/domain';
import {
  AuditKind,
  type SellerPage,
  type SellerWithSettings,
  changeSeller,
  countSellers,
  deleteSeller,
  inTransaction,
  insertSeller,
  listOrphans,
  listSellers,
  lockTenant,
  readSeller,
  readSummedHealth,
  recordAudit,
} from '@adcp-orchestrator/ledger';
import { CONFIG, type Config, LOG, type Log, POOL, SecretBox } from '@adcp-orchestrator/platform';
import { HeavyReads } from '../limits/heavy-reads';
import { DEFAULT_MAX_SELLERS, limitReached } from '../limits/tenant-limits';
import { IntakeSellers } from '../operations/intake/intake-sellers';
import { RequestProblemError, notFound, validationFailed } from '../problems/problem';
import { CLOCK, HINTS } from '../tokens';
import type { Checked } from '../validation/zod-pipe';
import { summedHealthView } from './health/summed-health-view';
import type { NewSellerBody, SellerChangesBody } from './seller-bodies';
import { orphansView } from './orphans-view';
import { sellerChange } from './seller-change';
import { type FaultRules, changeFaults, newSellerFaults } from './seller-faults';
import { type SettingsRules, changedSettings, newSettings } from './seller-settings';
import { slugOf } from './seller-slug';

const ROUTE_TOKEN_BYTES = 24;
const SUFFIX_BYTES = 3;
/** An id that is made from a name gets a suffix when it is taken. If this many are taken, something is wrong. */
const MAX_SLUGS_TRIED = 5;

/** The tenant's sellers: what the desk may set, and when. */
@Injectable()
export class Sellers {
  private readonly rules: SettingsRules & FaultRules;

  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(CONFIG) config: Config,
    box: SecretBox,
    private readonly known: IntakeSellers,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(HINTS) private readonly hints: HintSink,
    @Inject(LOG) private readonly log: Log,
    private readonly reads: HeavyReads,
  ) {
    const { allowPrivateNetworks, webhookUrl } = config;
    this.rules = { box, allowPrivateNetworks, webhookUrl, now: () => clock.now() };
  }

  /** @throws RequestProblemError with everything that is wrong with it, or when the id is taken */
  async create(principal: Principal, checked: Checked<NewSellerBody>): Promise<SellerWithSettings> {
    const errors = newSellerFaults(checked, this.rules);
    if (checked.data === null || errors.length > 0) throw validationFailed(errors);
    const { tenantId } = principal;
    const body = checked.data;
    if (body.id !== undefined) {
      const row = await this.insert(principal, body.id, body);
      if (row === null) throw await this.taken(tenantId, body.id);
      return row;
    }
    const slug = slugOf(body.name);
    if (slug === null) throw new Error('a seller without an id passed the checks, and none can be made from its name');
    for (let tried = 0; tried < MAX_SLUGS_TRIED; tried += 1) {
      const id = tried === 0 ? slug : `${slug}-${randomBytes(SUFFIX_BYTES).toString('hex')}`;
      const row = await this.insert(principal, id, body);
      if (row !== null) return row;
    }
    throw await this.taken(tenantId, slug);
  }

  list(tenantId: string, after: string | null, limit: number): Promise<SellerPage> {
    return listSellers(this.pool, tenantId, after, limit);
  }

  /** @returns the health of each in a few figures, by id */
  async healths(tenantId: string, sellers: readonly SellerWithSettings[]): Promise<ReadonlyMap<string, JsonObject>> {
    const byId = new Map(sellers.map((seller) => [seller.id, seller]));
    const found = await this.reads.run(tenantId, () =>
      readSummedHealth(this.pool, tenantId, [...byId.keys()], this.clock.now()),
    );
    return new Map(
      found.flatMap((health) => {
        const seller = byId.get(health.sellerId);
        return seller === undefined ? [] : [[seller.id, summedHealthView(seller, health)]];
      }),
    );
  }

  async read(tenantId: string, id: string): Promise<SellerWithSettings> {
    const row = await readSeller(this.pool, { tenantId, sellerId: id });
    if (row === null || row.deleted_at !== null) throw notFound('seller', id);
    return row;
  }

  /** What the last comparison with the seller left unexplained, on either side. */
  async orphans(tenantId: string, id: string): Promise<JsonObject> {
    const { orphans_at } = await this.read(tenantId, id);
    return orphansView(orphans_at, await listOrphans(this.pool, { tenantId, sellerId: id }));
  }

  /** @throws RequestProblemError with everything that is wrong with the changes */
  async change(principal: Principal, id: string, checked: Checked<SellerChangesBody>): Promise<SellerWithSettings> {
    const { tenantId } = principal;
    const { data: changes } = checked;
    if (changes === null) throw validationFailed(changeFaults(await this.read(tenantId, id), checked, this.rules));
    const { before, row } = await inTransaction(this.pool, async (client) => {
      const read: SellerWithSettings[] = [];
      const row = await changeSeller(client, tenantId, id, (seller) => {
        read.push(seller);
        const errors = changeFaults(seller, checked, this.rules);
        if (errors.length > 0) throw validationFailed(errors);
        return changedSettings(seller, changes, this.rules);
      });
      // The last one read is the one that was changed: after a lost race it is read again.
      const before = read.at(-1);
      if (row === null || before === undefined) throw notFound('seller', id);
      const detail = sellerChange(Object.keys(changes), before, row);
      await recordAudit(client, principal, { kind: AuditKind.sellerChanged, target: id, detail });
      return { before, row };
    });
    const wasPaused = before.paused_at !== null;
    this.known.forget(tenantId, id);
    if (wasPaused !== (row.paused_at !== null)) this.tellPause(row);
    return row;
  }

  async delete(principal: Principal, id: string): Promise<void> {
    const { tenantId } = principal;
    const deletion = await inTransaction(this.pool, async (client) => {
      const deletion = await deleteSeller(client, tenantId, id);
      if (deletion.outcome === 'deleted') {
        await recordAudit(client, principal, { kind: AuditKind.sellerDeleted, target: id });
      }
      return deletion;
    });
    switch (deletion.outcome) {
      case 'deleted':
        this.known.forget(tenantId, id);
        return;
      case 'unknown':
        throw notFound('seller', id);
      case 'refused':
        throw new RequestProblemError(
          'seller-in-use',
          `The seller "${id}" has ${deletion.unsettled} operations without an end; cancel or resolve them first.`,
          { members: { unsettled_operations: deletion.unsettled } },
        );
    }
  }

  /** What waited goes out at once. The sweep would find it within seconds too. */
  private tellPause({ tenant_id: tenantId, id, paused_at: pausedAt }: SellerWithSettings): void {
    const place = { tenant: tenantId, seller: id };
    if (pausedAt !== null) {
      this.log.warn(place, 'sending to a seller is paused');
      return;
    }
    this.log.warn(place, 'sending to a seller goes on');
    this.hints.send([{ kind: 'submit', tenantId, sellerId: id, at: this.clock.now() }]);
  }

  private insert(principal: Principal, id: string, body: NewSellerBody): Promise<SellerWithSettings | null> {
    const { tenantId } = principal;
    const seller = {
      tenant_id: tenantId,
      id,
      dialect: body.dialect,
      route_token: randomBytes(ROUTE_TOKEN_BYTES).toString('base64url'),
      ...newSettings({ tenantId, id }, body, this.rules),
    };
    return inTransaction(this.pool, async (client) => {
      // Sellers of a tenant are made one after the other. Otherwise many at once would each find room.
      await lockTenant(client, tenantId);
      const row = await insertSeller(client, seller);
      if (row !== null) {
        assertRoom(principal, await countSellers(client, tenantId));
        const detail = { name: row.name, agent_url: row.agent_url, dialect: row.dialect };
        await recordAudit(client, principal, { kind: AuditKind.sellerCreated, target: id, detail });
      }
      return row;
    });
  }

  private async taken(tenantId: string, id: string): Promise<RequestProblemError> {
    const row = await readSeller(this.pool, { tenantId, sellerId: id });
    const why =
      row !== null && row.deleted_at !== null
        ? 'belonged to a seller that was deleted, and stays reserved for its operations'
        : 'belongs to another seller';
    return new RequestProblemError('seller-exists', `The id "${id}" ${why}; choose another.`, {
      members: { seller_id: id },
    });
  }
}

/** @param withThis how many sellers the tenant has with the one that is being made */
function assertRoom({ tenantLimits }: Principal, withThis: number): void {
  const limit = tenantLimits.maxSellers ?? DEFAULT_MAX_SELLERS;
  if (withThis <= limit) return;
  throw limitReached({
    kind: 'seller-limit-reached',
    name: 'max_sellers',
    limit,
    used: withThis - 1,
    what: 'sellers',
    wayOut: 'Delete one that nobody buys from',
  });
}
