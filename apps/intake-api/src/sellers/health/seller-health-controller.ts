import { Controller, Get, Inject, Param } from '@nestjs/common';
import type { Pool } from 'pg';
import { type Principal, Role } from '@adcp-orchestrator/access';
import type { Clock, JsonObject } from '@adcp-orchestrator/domain';
import { readSellerHealth } from '@adcp-orchestrator/ledger';
import { CLOCK, POOL } from '@adcp-orchestrator/platform';
import { CurrentPrincipal, RequiresRole } from '../../access/requires-role';
import { Documented } from '../../docs/documented';
import { Sellers } from '../sellers';
import { SlugPipe } from '../slug-pipe';
import { sellerHealthSchema, sellerHealthView } from './seller-health-view';

@Controller('v1/sellers/:id/health')
export class SellerHealthController {
  constructor(
    private readonly sellers: Sellers,
    @Inject(POOL) private readonly pool: Pool,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @RequiresRole(Role.viewer)
  @Documented({
    tag: 'Sellers',
    summary: 'Read how a seller answers',
    description:
      'Whether it is called at all, when it last answered, how often it does not, how far polling is behind, how long its people take, and under `problems` what is wrong and what to do about it. The counts lag by about two seconds.',
    answers: { 200: { description: 'As it is now', schema: sellerHealthSchema } },
  })
  async read(
    @CurrentPrincipal() { tenantId }: Principal,
    @Param('id', new SlugPipe('seller')) id: string,
  ): Promise<JsonObject> {
    const seller = await this.sellers.read(tenantId, id);
    const now = this.clock.now();
    return sellerHealthView(seller, await readSellerHealth(this.pool, { tenantId, sellerId: id }, now), now);
  }
}
