import { Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import type { Pool } from 'pg';
import { type Principal, Role } from '@adcp-orchestrator/access';
import { type Clock, type JsonObject, pauseOf } from '@adcp-orchestrator/domain';
import { refuseElsewhere, saveCapabilities } from '@adcp-orchestrator/ledger';
import { CONFIG, type Config, LOG, type Log, POOL, SecretBox } from '@adcp-orchestrator/platform';
import { openSeller, probeSeller } from '@adcp-orchestrator/sellers';
import { z } from 'zod';
import { CurrentPrincipal, RequiresRole } from '../../access/requires-role';
import { answerComponent } from '../../docs/components';
import { Documented } from '../../docs/documented';
import { NoPlaceError, TenantPlaces } from '../../limits/tenant-places';
import { RequestProblemError } from '../../problems/problem';
import { CLOCK } from '../../tokens';
import { SlugPipe } from '../slug-pipe';
import { Sellers } from '../sellers';
import { probeChecks, probeFindings, probeResults } from './probe-findings';

const LIMIT_MS = 20_000;
/** Probes under way in one process, and of one tenant: each holds a connection to a seller for seconds. */
const MOST = 20;
const MOST_OF_TENANT = 3;

const probeSchema = answerComponent(
  'SellerProbe',
  z
    .object({
      seller_id: z.string().describe('The seller that was asked'),
      works: z.boolean().describe('Whether nothing of it fails; warnings do not count'),
      asked_at: z.iso.datetime().describe('When it was asked'),
      duration_ms: z.int().describe('How long its answers took'),
      findings: z
        .array(
          z.object({
            check: z.enum(probeChecks).describe('What was looked at'),
            result: z.enum(probeResults).describe('What came of it'),
            message: z.string().describe('What was seen, in words'),
            what_to_do: z.string().nullable().describe('The next step; null when there is none'),
          }),
        )
        .describe('What was looked at, one by one'),
    })
    .describe('What a seller shows when it is asked now'),
);

/** Asks a seller, for a person who wants to know whether it works. */
@Controller('v1/sellers/:id/probe')
export class ProbeController {
  private readonly places = new TenantPlaces({ ofTenant: MOST_OF_TENANT, all: MOST, waiting: 0, waitMs: null });

  constructor(
    private readonly sellers: Sellers,
    private readonly box: SecretBox,
    @Inject(POOL) private readonly pool: Pool,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  @Post()
  @HttpCode(200)
  @RequiresRole(Role.trader)
  @Documented({
    tag: 'Sellers',
    summary: 'Ask a seller now whether it works',
    description:
      'Opens a connection, lists the tools, and asks one harmless question with the credential. Nothing is booked. It takes 20 seconds at most, is made even while the circuit is open, and does not close it.',
    answers: {
      200: {
        description: 'What works, what does not, and what to do',
        schema: probeSchema,
        example: {
          seller_id: 'acme',
          works: true,
          asked_at: '2026-03-02T09:00:00.000Z',
          duration_ms: 120,
          findings: [
            {
              check: 'address',
              result: 'works',
              message: 'https://agent.acme.example/mcp answers over MCP.',
              what_to_do: null,
            },
          ],
        },
      },
    },
    problems: ['too-many-probes'],
  })
  async probe(
    @CurrentPrincipal() { tenantId }: Principal,
    @Param('id', new SlugPipe('seller')) id: string,
  ): Promise<JsonObject> {
    const row = await this.sellers.read(tenantId, id);
    await refuseElsewhere(this.pool);
    const seller = openSeller(row, this.box);
    const [askedAt, startedAt] = [this.clock.now(), performance.now()];
    const { allowPrivateNetworks, egressProxyUrl, maxAnswerBytes } = this.config;
    const answer = await this.atMost(tenantId, () =>
      probeSeller(
        seller,
        { allowPrivateNetworks, egressProxyUrl, maxAnswerBytes, log: this.log },
        AbortSignal.timeout(LIMIT_MS),
      ),
    );
    const duration = Math.round(performance.now() - startedAt);
    if (answer.capabilities !== null) {
      await saveCapabilities(this.pool, { tenantId, sellerId: id }, row.revision, answer.capabilities, askedAt);
    }
    const findings = probeFindings(
      {
        id,
        tenantId,
        agentUrl: row.agent_url,
        dialect: row.dialect,
        hasCredential: seller.credential !== null,
        pause: pauseOf({ seller: row.paused_at, tenant: row.tenant_paused_at }),
      },
      answer,
    );
    return {
      seller_id: id,
      works: findings.every(({ result }) => result !== 'fails'),
      asked_at: askedAt.toISOString(),
      duration_ms: duration,
      findings: findings.map((finding) => ({ ...finding })),
    };
  }

  private async atMost<T>(tenantId: string, work: () => Promise<T>): Promise<T> {
    try {
      return await this.places.run(tenantId, work);
    } catch (error) {
      if (!(error instanceof NoPlaceError)) throw error;
      throw new RequestProblemError(
        'too-many-probes',
        `${error.whose === 'tenant' ? `${MOST_OF_TENANT} probes of this tenant are` : `${MOST} probes are`} under way here; ask again when one has ended, within ${LIMIT_MS / 1000} s.`,
        { headers: { 'retry-after': '5' } },
      );
    }
  }
}
