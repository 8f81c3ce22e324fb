import {
  AdcpError,
  type AccountStore,
  type DecisioningPlatform,
  type RequestContext,
  type SalesCorePlatform,
  type SalesIngestionPlatform,
} from '@adcp/sdk/server';
import type { CreateMediaBuySuccess, GetMediaBuysResponse, UpdateMediaBuySuccess } from '@adcp/sdk/types';
import { currentCall } from '../http/current-call';
import { MediaBuyUnknownError, type Answer, type Call } from '../publisher/calls';
import { deliveryOf, packagesOf } from '../publisher/media-buys';
import type { Publisher } from '../publisher/publisher';
import {
  Dialect,
  Mutation,
  pushConfigSchema,
  without,
  type JsonObject,
  type MediaBuy,
  type PushConfig,
} from '../state/records';
import type { Store } from '../state/store';
import { sandboxProducts } from './products';
import { listedBuy, mediaBuyStatus } from './results';

type Ctx = RequestContext;
type Failure = Extract<Answer, { kind: 'failed' }>;
type Sales = SalesCorePlatform & SalesIngestionPlatform;

/** The registration of a webhook, with its nested agreement made flat. */
export function pushOf(args: JsonObject): PushConfig | null {
  const config = args.push_notification_config as
    { authentication?: { schemes?: string[]; credentials?: string } } | undefined;
  if (config === undefined) return null;
  const { authentication, ...rest } = config;
  return pushConfigSchema.parse({
    ...rest,
    scheme: authentication?.schemes?.[0],
    credentials: authentication?.credentials,
  });
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

const advice = { field: 'packages[0].product_id', suggestion: 'Choose another product', recovery: 'terminal' } as const;

/** A refusal as the `adcp_error` envelope. */
function asError({ code, message }: Failure): AdcpError {
  return new AdcpError(code, { message, ...advice });
}

/** The same refusal in the response's own `errors[]`, which other sellers prefer. */
function errorArm({ code, message }: Failure): JsonObject {
  return { errors: [{ code, message, ...advice }] };
}

/** One publisher as the SDK wants it: accounts and sales. The SDK does protocol, schemas, replay and polling. */
export class SandboxPlatform implements DecisioningPlatform {
  readonly capabilities = {
    specialisms: ['sales-guaranteed', 'sales-non-guaranteed'] as const,
    channels: ['olv', 'display'] as const,
    pricingModels: ['cpm'] as const,
    supportedBillings: ['agent'] as const,
    config: {},
  };

  constructor(
    private readonly seller: string,
    private readonly agentUrl: string,
    private readonly store: Store,
    private readonly publisher: Publisher,
    private readonly now: () => number,
  ) {}

  /** Every reference is an account of its own. So a poll with another one finds nothing, as on real sellers. */
  readonly accounts: AccountStore = {
    resolve: (ref) => {
      const id =
        ref === undefined ? 'default' : 'account_id' in ref ? ref.account_id : `${ref.brand.domain}/${ref.operator}`;
      return Promise.resolve({ id, name: id, status: 'active', ctx_metadata: {} });
    },
  };

  readonly sales: Sales = {
    getProducts: () => Promise.resolve({ products: sandboxProducts(this.agentUrl) }),
    createMediaBuy: async (_request, ctx) => {
      const answer = await this.submit('create_media_buy', Mutation.create, ctx);
      if (answer.kind === 'failed') return errorArm(answer) as unknown as CreateMediaBuySuccess;
      if (answer.kind === 'done') return answer.result as unknown as CreateMediaBuySuccess;
      return ctx.handoffToTask(() => Promise.resolve({} as CreateMediaBuySuccess), { task_id: answer.task.task_id });
    },
    updateMediaBuy: async (_id, _patch, ctx) => {
      const answer = await this.submit('update_media_buy', Mutation.update, ctx);
      if (answer.kind === 'failed') return errorArm(answer) as unknown as UpdateMediaBuySuccess;
      if (answer.kind === 'done') return answer.result as unknown as UpdateMediaBuySuccess;
      throw new AdcpError('UNSUPPORTED_FEATURE', {
        message: 'AdCP 3.0 has no task for update_media_buy; script it with faults, FAIL or DONE',
      });
    },
    syncCreatives: async (_creatives, ctx) => {
      const answer = await this.submit('sync_creatives', Mutation.creatives, ctx);
      if (answer.kind === 'failed') throw asError(answer);
      if (answer.kind === 'done') return answer.result.creatives as { creative_id: string; action: 'created' }[];
      return ctx.handoffToTask(() => Promise.resolve([]), { task_id: answer.task.task_id });
    },
    getMediaBuys: (request, ctx) => {
      const buys = this.ownBuys(ctx, request.media_buy_ids).slice(-1000);
      return Promise.resolve({
        media_buys: buys.map((buy) => listedBuy(buy, this.now())),
      } as unknown as GetMediaBuysResponse);
    },
    getMediaBuyDelivery: (request, ctx) => {
      const now = this.now();
      const buys = this.ownBuys(ctx, request.media_buy_ids).slice(-1000);
      return Promise.resolve({
        reporting_period: { start: new Date(now - 86_400_000).toISOString(), end: new Date(now).toISOString() },
        currency: 'USD',
        media_buy_deliveries: buys.map((buy) => this.delivery(buy, now)),
      });
    },
  };

  private delivery(buy: MediaBuy, now: number) {
    const { impressions, spend } = deliveryOf(buy, now);
    const packages = packagesOf(buy);
    return {
      media_buy_id: buy.media_buy_id,
      status: mediaBuyStatus(buy, now),
      totals: { impressions, spend },
      by_package: packages.map((item) => ({
        package_id: item.package_id,
        impressions: Math.round(impressions / packages.length),
        spend: spend / packages.length,
        pricing_model: 'cpm' as const,
        rate: 10,
        currency: 'USD',
      })),
    };
  }

  private ownBuys(ctx: Ctx, ids: string[] | undefined): MediaBuy[] {
    const candidates = ids
      ? ids.flatMap((id) => this.store.buys.get(id) ?? [])
      : this.store.buysOf(Dialect.adcp_v3, this.seller);
    return [...candidates].filter(
      (buy) => buy.seller === this.seller && buy.dialect === Dialect.adcp_v3 && buy.account_id === ctx.account.id,
    );
  }

  private async submit(tool: string, mutation: Mutation, ctx: Ctx): Promise<Answer> {
    const { args, scenario } = currentCall();
    const call: Call = {
      dialect: Dialect.adcp_v3,
      seller: this.seller,
      tool,
      mutation,
      accountId: ctx.account.id,
      poNumber: text(args.po_number),
      idempotencyKey: text(args.idempotency_key),
      order: without(args, 'push_notification_config', 'account', 'idempotency_key'),
      scenario: mutation === Mutation.update && scenario.steps.length > 0 ? { ...scenario, steps: [] } : scenario,
      push: pushOf(args),
    };
    const answer = await this.publisher.submit(call).catch((error: unknown) => {
      if (!(error instanceof MediaBuyUnknownError)) throw error;
      throw new AdcpError(error.code, { message: error.message, field: 'media_buy_id', recovery: 'correctable' });
    });
    if (answer.kind === 'failed' && !answer.errorsInBody) throw asError(answer);
    return answer;
  }
}
