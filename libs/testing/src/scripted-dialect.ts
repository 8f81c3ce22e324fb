import type {
  Answer,
  Answers,
  BuyAnswers,
  CallMaterial,
  FollowedBuy,
  FrozenCall,
  JsonObject,
  OpenTask,
  Operation,
  Seller,
  SellerCapabilities,
  SellerDialect,
  WebhookWord,
} from '@adcp-orchestrator/domain';

/** What a `ScriptedDialect` was asked, in order. */
export interface Asked {
  what: 'submit' | 'poll' | 'reconcile' | 'followBuys' | 'listOpenTasks' | 'capabilities';
  operations: string[];
  call?: FrozenCall;
}

/**
 * A third dialect, for tests of what stands around the dialects. It speaks to nobody, and answers as the test says.
 * Tests of what goes over the wire use real sellers.
 */
export class ScriptedDialect implements SellerDialect {
  readonly asked: Asked[] = [];
  onSubmit: (operation: Operation, signal: AbortSignal, onProgress?: (answer: Answer) => void) => Promise<Answer> = (
    operation,
  ) => Promise.resolve(pendingAnswer(`task_${operation.id}`));
  onPoll: (operations: readonly Operation[], signal: AbortSignal) => Promise<Answers> = () =>
    Promise.resolve<Answers>(new Map());
  onReconcile: (operation: Operation, signal: AbortSignal) => Promise<Answer> = () =>
    Promise.resolve({ finding: { kind: 'no_evidence' } });
  onFollowBuys: (buys: readonly FollowedBuy[]) => Promise<BuyAnswers> = () => Promise.resolve<BuyAnswers>(new Map());
  openTasks: OpenTask[] | null = null;
  can: SellerCapabilities = { replayWindowSeconds: null, pollTool: null, tools: [] };

  prepare(_: Seller, { operation, request, requestKey }: CallMaterial): FrozenCall {
    return { tool: operation.type, arguments: { ...request, idempotency_key: requestKey } };
  }

  submit(
    _: Seller,
    operation: Operation,
    call: FrozenCall,
    signal: AbortSignal,
    onProgress?: (answer: Answer) => void,
  ): Promise<Answer> {
    this.asked.push({ what: 'submit', operations: [operation.id], call });
    return this.onSubmit(operation, signal, onProgress);
  }

  poll(_: Seller, operations: readonly Operation[], signal: AbortSignal): Promise<Answers> {
    this.asked.push({ what: 'poll', operations: operations.map(({ id }) => id) });
    return this.onPoll(operations, signal);
  }

  reconcile(_: Seller, operation: Operation, signal: AbortSignal): Promise<Answer> {
    this.asked.push({ what: 'reconcile', operations: [operation.id] });
    return this.onReconcile(operation, signal);
  }

  followBuys(_: Seller, buys: readonly FollowedBuy[]): Promise<BuyAnswers> {
    this.asked.push({ what: 'followBuys', operations: buys.map(({ mediaBuyId }) => mediaBuyId) });
    return this.onFollowBuys(buys);
  }

  listOpenTasks(): Promise<OpenTask[] | null> {
    this.asked.push({ what: 'listOpenTasks', operations: [] });
    return Promise.resolve(this.openTasks);
  }

  parseWebhook(_: Seller, body: JsonObject): WebhookWord {
    throw new Error(`no webhook is expected here: ${JSON.stringify(body)}`);
  }

  capabilities(): Promise<SellerCapabilities> {
    this.asked.push({ what: 'capabilities', operations: [] });
    return Promise.resolve(this.can);
  }

  /** What went out, in order. */
  get calls(): FrozenCall[] {
    return this.asked.flatMap(({ call }) => (call === undefined ? [] : [call]));
  }

  /** How often this was asked. */
  count(what: Asked['what']): number {
    return this.asked.filter((asked) => asked.what === what).length;
  }
}

/** The seller's people must approve, under this task. */
export function pendingAnswer(taskId: string): Answer {
  return { finding: { kind: 'pending', status: 'pending_approval' }, taskId, sellerStatus: 'pending_manual' };
}

/** The buy exists. */
export function createdAnswer(mediaBuyId: string): Answer {
  return {
    finding: { kind: 'settled', outcome: { status: 'created', mediaBuyId, result: { media_buy_id: mediaBuyId } } },
    sellerStatus: 'pending_activation',
  };
}
