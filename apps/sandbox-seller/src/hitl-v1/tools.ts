import { z } from 'zod';
import { currentCall } from '../http/current-call';
import type { Answer, Call } from '../publisher/calls';
import { deliveryOf } from '../publisher/media-buys';
import type { Publisher } from '../publisher/publisher';
import { Dialect, Mutation, without, type JsonObject, type MediaBuy, type Task } from '../state/records';
import type { Store } from '../state/store';
import type { Prose } from './prose';
import { buyStatus } from './results';
import { pendingStatus, pendingTasks } from './tasks';

const text = (max: number) => z.string().min(1).max(max);
const scenario = text(200)
  .optional()
  .describe('Sandbox only: how this publisher shall treat the call, for example APPROVE-5');

export const createMediaBuyInput = z.looseObject({
  packages: z
    .array(z.union([text(200), z.record(z.string(), z.unknown())]))
    .min(1)
    .max(100),
  po_number: text(200).optional(),
  total_budget: z.number().positive().max(1e12),
  scenario,
});
export const updateMediaBuyInput = z.looseObject({ media_buy_id: text(200), scenario });
export const addCreativeAssetsInput = z.looseObject({
  media_buy_id: text(200),
  assets: z.array(z.record(z.string(), z.unknown())).min(1).max(100),
  scenario,
});
export const checkStatusInput = z.looseObject({ media_buy_id: text(200).optional(), po_number: text(200).optional() });
export const deliveryInput = z.looseObject({ media_buy_id: text(200) });
export const pendingTasksInput = z.looseObject({ task_type: text(100).optional() });

/** The guide's error form. */
export class ToolError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly field?: string,
    readonly suggestion?: string,
  ) {
    super(message);
    this.name = 'ToolError';
  }
}

/** What one publisher answers to each tool of the guide's protocol. */
export class HitlTools {
  constructor(
    private readonly seller: string,
    private readonly store: Store,
    private readonly publisher: Publisher,
    private readonly prose: Prose,
    private readonly now: () => number,
  ) {}

  async createMediaBuy(input: z.infer<typeof createMediaBuyInput>): Promise<JsonObject> {
    const answer = await this.submit('create_media_buy', Mutation.create, input, input.po_number ?? null);
    return this.described(answer, { status: 'failed' });
  }

  async updateMediaBuy(input: z.infer<typeof updateMediaBuyInput>): Promise<JsonObject> {
    this.ownBuy(input.media_buy_id);
    const answer = await this.submit('update_media_buy', Mutation.update, input, null);
    return this.described(answer, { status: 'failed', reason: answer.kind === 'failed' ? answer.message : undefined });
  }

  async addCreativeAssets(input: z.infer<typeof addCreativeAssetsInput>): Promise<JsonObject> {
    this.ownBuy(input.media_buy_id);
    return this.described(await this.submit('add_creative_assets', Mutation.creatives, input, null), {
      status: 'failed',
    });
  }

  checkMediaBuyStatus(input: z.infer<typeof checkStatusInput>): JsonObject {
    const now = this.now();
    if (input.media_buy_id !== undefined) return this.buyAnswer(this.ownBuy(input.media_buy_id), now);
    const poNumber = input.po_number;
    if (poNumber === undefined)
      throw new ToolError('invalid_request', 'media_buy_id or po_number is required', 'media_buy_id');
    const buy = this.store
      .buysOfPurchase(Dialect.hitl_v1, this.seller, poNumber)
      .findLast((candidate) => !candidate.hidden);
    if (buy) return this.buyAnswer(buy, now);
    const task = [...this.ownTasks()].findLast((candidate) => candidate.po_number === poNumber && !candidate.forgotten);
    if (!task || task.quirks.withoutEvidence)
      throw new ToolError('media_buy_not_found', `No media buy with po_number "${poNumber}"`, 'po_number');
    if (task.state !== 'open')
      return { media_buy_id: null, status: task.state === 'rejected' ? 'rejected' : 'failed', detail: task.reason };
    const status = pendingStatus(task);
    return { media_buy_id: null, status, ...(status === 'pending_manual' && this.prose.pendingManual(task.task_id)) };
  }

  getMediaBuyDelivery(input: z.infer<typeof deliveryInput>): JsonObject {
    const buy = this.ownBuy(input.media_buy_id);
    return {
      media_buy_id: buy.media_buy_id,
      status: buyStatus(buy, this.now()),
      currency: 'USD',
      ...deliveryOf(buy, this.now()),
    };
  }

  getPendingTasks(input: z.infer<typeof pendingTasksInput>): JsonObject {
    return pendingTasks(this.ownTasks(), input.task_type, this.now());
  }

  private ownTasks(): Iterable<Task> {
    return this.store.tasksOf(Dialect.hitl_v1, this.seller);
  }

  private ownBuy(id: string): MediaBuy {
    const buy = this.store.buys.get(id);
    if (buy?.seller !== this.seller || buy.dialect !== Dialect.hitl_v1) {
      throw new ToolError(
        'media_buy_not_found',
        `No media buy "${id}"`,
        'media_buy_id',
        'Use a media_buy_id that create_media_buy returned',
      );
    }
    return buy;
  }

  private buyAnswer(buy: MediaBuy, now: number): JsonObject {
    return {
      media_buy_id: buy.media_buy_id,
      status: buyStatus(buy, now),
      creative_deadline: new Date(buy.creative_deadline).toISOString(),
    };
  }

  private submit(tool: string, mutation: Mutation, input: JsonObject, poNumber: string | null): Promise<Answer> {
    const call: Call = {
      dialect: Dialect.hitl_v1,
      seller: this.seller,
      tool,
      mutation,
      accountId: null,
      poNumber,
      idempotencyKey: null,
      order: without(input, 'scenario'),
      scenario: currentCall().scenario,
      push: null,
    };
    return this.publisher.submit(call);
  }

  private described(answer: Answer, failure: JsonObject): JsonObject {
    if (answer.kind === 'done') return answer.result;
    if (answer.kind === 'failed') {
      if (answer.errorsInBody)
        throw new ToolError(answer.code.toLowerCase(), answer.message, 'packages', 'Choose another package');
      return { ...failure, detail: answer.message };
    }
    // A webhook that came early may have settled the task by now. The answer still tells of the moment at which it was
    // made.
    const status = answer.task.state === 'open' ? pendingStatus(answer.task) : 'pending_manual';
    if (status === 'pending_manual') return { status, ...this.prose.pendingManual(answer.task.task_id) };
    const detail =
      status === 'pending_permission'
        ? 'The publisher must grant permission for this advertiser'
        : 'Awaiting review by the ad server';
    return { status, detail };
  }
}
