import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, JsonObject, Operation } from '@adcp-orchestrator/domain';
import { untilTrue } from '@adcp-orchestrator/testing';
import { FaultCode } from './faults';
import { HitlV1Dialect } from './hitl-v1/hitl-v1-dialect';
import { McpSessions } from './mcp/mcp-sessions';
import { checkRequest } from './requests';
import { AdcpV3Bench, account, adcpError, requestKey, row, signal, waiting } from '../testing/adcp-v3-bench';
import { ScriptedSeller, operationOf, sellerAt } from '@adcp-orchestrator/testing/scripted-seller';

/**
 * What sellers were seen to do that a careful reader of the specification would not expect. Each has one test, by the
 * name under which docs/sellers.md lists it.
 */
describe('protocol traps', () => {
  let bench: AdcpV3Bench;
  beforeEach(async () => {
    bench = await AdcpV3Bench.start();
  });
  afterEach(() => bench.stop());

  const buy: JsonObject = { media_buy_id: 'mb_1', status: 'pending_creatives', packages: [] };

  describe('of AdCP 3', () => {
    it('the top-level status is the buy’s at once and the task’s later', async () => {
      const now = await bench.submit({ ...buy, status: 'completed' });
      expect(now).toMatchObject({ finding: { outcome: { status: 'created', mediaBuyId: 'mb_1' } } });
      const later = await bench.submit({ status: 'submitted', task_id: 'task_1' });
      expect(later).toMatchObject({ finding: { kind: 'pending' }, taskId: 'task_1', sellerTaskStatus: 'submitted' });
    });

    it('an error beside prose that sounds well is an error', async () => {
      const answer = await bench.submit({
        isError: true,
        content: [{ type: 'text', text: 'Media buy created' }],
        structuredContent: { adcp_error: { code: 'BUDGET_TOO_LOW', message: 'too low' } },
      });
      expect(answer.finding).toMatchObject({ outcome: { status: 'failed', error: { code: 'BUDGET_TOO_LOW' } } });
    });

    it('newer sellers say media_buy_status apart', async () => {
      const answer = await bench.submit({ ...buy, status: 'completed', media_buy_status: 'active' });
      expect(answer).toMatchObject({ sellerStatus: 'active', finding: { delivering: true } });
    });

    it('an error may be text only', async () => {
      for (const text of [
        'MCP error -32602: Input validation error: total_budget',
        'Tool create_media_buy not found',
      ]) {
        const { finding } = await bench.submit({ isError: true, content: [{ type: 'text', text }] });
        expect(finding.kind).not.toBe('pending');
        expect(JSON.stringify(finding)).not.toContain('"status":"created"');
      }
    });

    it('the poll tool has three names', async () => {
      for (const tools of [['tasks/get', 'tasks_get'], ['tasks_get']]) {
        const other = await AdcpV3Bench.start();
        for (const tool of tools) other.server.tools[tool] = () => ({ task_id: 'task_1', status: 'submitted' });
        await other.dialect.poll(other.at(), [waiting()], signal);
        expect(other.server.calls.map(({ tool }) => tool)).toEqual([tools[0]]);
        await other.stop();
      }
    });

    it('a poll without the account fails', async () => {
      const answer = await bench.pollOne({ task_id: 'task_1', status: 'submitted' });
      expect(answer.finding.kind).toBe('pending');
      expect(bench.server.callsTo('get_task_status')).toEqual([{ task_id: 'task_1', account, include_result: true }]);
    });

    it('the account is named to get_media_buys too', async () => {
      bench.server.tools.get_media_buys = () => ({ media_buys: [] });
      await bench.pollOne(adcpError('REFERENCE_NOT_FOUND'));
      expect(bench.server.callsTo('get_media_buys')[0]).toMatchObject({ account });
    });

    it('a completed task may bring no result: the buys are read', async () => {
      bench.server.tools.get_media_buys = () => ({ media_buys: [{ ...buy, po_number: 'PO-1' }] });
      const answer = await bench.pollOne({ task_id: 'task_1', status: 'completed' });
      expect(answer.finding).toMatchObject({ outcome: { status: 'created', mediaBuyId: 'mb_1' } });
    });

    it('a task list is not asked of a seller that has none', async () => {
      await bench.poll({ task_id: 'task_1', status: 'submitted' }, many(6));
      expect(new Set(bench.server.calls.map(({ tool }) => tool))).toEqual(new Set(['get_task_status']));
    });

    it('the same key after completion may still answer submitted, replayed: a snapshot of then', async () => {
      const answer = await bench.submit({ status: 'submitted', task_id: 'task_1', replayed: true });
      expect(answer).toMatchObject({ replayed: true, taskId: 'task_1', finding: { kind: 'pending' } });
      expect(await bench.submit({ status: 'submitted', task_id: 'task_1' })).not.toHaveProperty('replayed');
    });

    it('a changed webhook registration conflicts: what is frozen holds it', () => {
      const seller = bench.at({ webhookMode: 'hmac', webhookSecret: 's'.repeat(32) });
      const call = bench.dialect.prepare(seller, {
        operation: row(),
        request: { po_number: 'PO-1' },
        requestKey,
        webhookUrl: 'https://desk.example/webhooks/adcp/route',
      });
      expect(call.arguments).toMatchObject({
        idempotency_key: requestKey,
        push_notification_config: { url: 'https://desk.example/webhooks/adcp/route', operation_id: row().id },
      });
    });

    it('the same key at the same moment is SERVICE_UNAVAILABLE with retry_after 1', async () => {
      const answer = await bench.submit(adcpError('SERVICE_UNAVAILABLE', { retry_after: 1, recovery: 'transient' }));
      expect(answer).toMatchObject({ finding: { kind: 'unproven' }, retryAfterSeconds: 1 });
      expect(answer.finding).not.toHaveProperty('escalate');
    });

    it('IDEMPOTENCY_CONFLICT has no recovery, and is never answered with a fresh key', async () => {
      const { finding } = await bench.submit(adcpError('IDEMPOTENCY_CONFLICT'));
      expect(finding).toMatchObject({ kind: 'unproven', escalate: true });
      expect(bench.server.callsTo('create_media_buy')).toEqual([{ idempotency_key: requestKey }]);
    });

    it('IDEMPOTENCY_EXPIRED is decided by the natural key', async () => {
      bench.server.tools.get_media_buys = () => ({ media_buys: [{ ...buy, po_number: 'PO-1' }] });
      const { finding } = await bench.submit(adcpError('IDEMPOTENCY_EXPIRED'));
      expect(finding).toMatchObject({ kind: 'unproven', escalate: true });
      const operation = operationOf({ status: 'submitting', poNumber: 'PO-1' });
      const evidence = await bench.dialect.reconcile(bench.at(), operation, signal);
      expect(evidence.finding).toMatchObject({ outcome: { mediaBuyId: 'mb_1' } });
    });

    it('a seller that declares no replay_ttl_seconds has no idempotency', async () => {
      bench.server.tools.get_adcp_capabilities = () => ({ adcp: { idempotency: { supported: true } } });
      expect(await bench.dialect.capabilities(bench.at(), signal)).toMatchObject({ replayWindowSeconds: null });
    });

    it('a restarted seller has forgotten its tasks', async () => {
      bench.server.tools.get_media_buys = () => ({ media_buys: [{ ...buy, po_number: 'ANOTHER' }] });
      expect((await bench.pollOne(adcpError('REFERENCE_NOT_FOUND'))).finding).toEqual({ kind: 'no_evidence' });
      expect(bench.server.callsTo('create_media_buy')).toEqual([]);
    });

    it('a rejection upstream may arrive as failed', async () => {
      const error = { code: 'X_UPSTREAM', message: 'Rejected by trafficking', details: { recovery: 'terminal' } };
      const { finding } = await bench.pollOne({ task_id: 'task_1', status: 'failed', error });
      expect(finding).toMatchObject({
        outcome: { status: 'failed', error: { code: 'X_UPSTREAM', message: 'Rejected by trafficking' } },
      });
    });

    it('RATE_LIMITED comes as HTTP 200', async () => {
      const answer = await bench.submit(adcpError('RATE_LIMITED', { retry_after: 7, recovery: 'transient' }));
      expect(answer).toMatchObject({ finding: { kind: 'not_executed' }, retryAfterSeconds: 7, httpStatus: 200 });
    });

    it.each([429, 503])('HTTP %s carries Retry-After', async (status) => {
      bench.server.intercept = (_, response, rpc) => {
        if (rpc?.method !== 'tools/call') return false;
        response.writeHead(status, { 'retry-after': '9' }).end();
        return true;
      };
      expect(await bench.submit({})).toMatchObject({ retryAfterSeconds: 9, httpStatus: status });
    });

    it.each([
      ['working', 'working'],
      ['input-required', 'pending_input'],
      ['auth-required', 'pending_permission'],
    ])('%s is not an end, and keeps the seller’s message', async (status, ours) => {
      const words = { status, task_id: 'task_1', message: 'Which flight do you mean?' };
      for (const answer of [await bench.submit(words), await bench.pollOne(words)]) {
        expect(answer).toMatchObject({
          finding: { kind: 'pending', status: ours },
          message: 'Which flight do you mean?',
          sellerTaskStatus: status,
        });
      }
    });

    it('an account has one of two forms, and a package’s budget is a number', () => {
      const request = { account: { ...account, account_id: 'a' }, packages: [{ budget: { total: 1 } }] };
      const { errors } = checkRequest('adcp-v3', 'create_media_buy', request, new Date());
      const pointers = errors.map(({ pointer }) => pointer);
      expect(pointers.some((pointer) => pointer.startsWith('/account'))).toBe(true);
      expect(pointers).toContain('/packages/0/budget');
    });

    it('an unknown code goes by its recovery, and without one to a person', async () => {
      expect((await bench.submit(adcpError('X_NEW', { recovery: 'correctable' }))).finding.kind).toBe('settled');
      expect((await bench.submit(adcpError('X_NEW', { recovery: 'transient' }))).finding).not.toHaveProperty(
        'escalate',
      );
      expect((await bench.submit(adcpError('X_NEW'))).finding).toMatchObject({ kind: 'unproven', escalate: true });
    });

    it.each(['SCOPE_INSUFFICIENT', 'READ_ONLY_SCOPE'])('%s is tried three times, 1 to 5 s apart', async (code) => {
      const early = await bench.submit(adcpError(code), { attemptsInBudget: 1 });
      expect(early.retryAfterSeconds).toBeGreaterThanOrEqual(1);
      expect(early.retryAfterSeconds).toBeLessThanOrEqual(5);
      const last = await bench.submit(adcpError(code), { attemptsInBudget: 3 });
      expect(last.finding).toMatchObject({ kind: 'not_executed', unauthorized: true });
    });

    it('get_media_buys shows active buys only, unless it is told otherwise', async () => {
      bench.server.tools.get_media_buys = (args) => ({
        media_buys:
          Array.isArray(args.status_filter) && args.status_filter.includes('paused')
            ? [{ ...buy, status: 'paused' }]
            : [],
      });
      const answers = await bench.dialect.followBuys(bench.at(), [{ mediaBuyId: 'mb_1', account }], signal);
      expect(answers.get('mb_1')).toMatchObject({ kind: 'shown', status: 'paused', awaitsCreatives: false });
      expect(bench.server.callsTo('get_media_buys')[0]).toMatchObject({ account, media_buy_ids: ['mb_1'] });
    });
  });

  describe('of the guide’s protocol', () => {
    let server: ScriptedSeller;
    let sessions: McpSessions;
    let dialect: HitlV1Dialect;
    beforeEach(async () => {
      server = await ScriptedSeller.start();
      sessions = new McpSessions({ allowPrivateNetworks: true, callTimeoutSeconds: 30 });
      dialect = new HitlV1Dialect(sessions);
    });
    afterEach(async () => {
      await sessions.close();
      await server.close();
    });
    const submit = (answer: JsonObject): Promise<Answer> => {
      server.tools.create_media_buy = () => answer;
      const call = { tool: 'create_media_buy', arguments: { po_number: 'PO-1' } };
      return dialect.submit(sellerAt(server.url), operationOf({ poNumber: 'PO-1' }), call, signal);
    };
    const pollOne = async (tasks: JsonObject[], overrides: Partial<Operation> = {}): Promise<Answer> => {
      server.tools.get_pending_tasks = () => ({ tasks, total_count: tasks.length, overdue_count: 0 });
      const operation = operationOf({ status: 'pending_approval', taskId: 'task_1', poNumber: 'PO-1', ...overrides });
      const answer = (await dialect.poll(sellerAt(server.url), [operation], signal)).get(operation.id);
      if (answer === undefined) throw new Error('the poll did not answer for the operation');
      return answer;
    };
    const approved = { task_id: 'task_1', status: 'completed', resolution: 'approved' };

    it.each([
      'Manual approval required. Task ID: task_123',
      'Needs review (task id: task_123).',
      'see task_id=task_123',
    ])('the task’s id is in prose that varies: %s', async (detail) => {
      expect((await submit({ status: 'pending_manual', detail })).taskId).toBe('task_123');
    });

    it('later servers put the task’s id in the body', async () => {
      const answer = await submit({ status: 'pending_manual', task_id: 'task_9', detail: 'Task ID: task_1' });
      expect(answer.taskId).toBe('task_9');
    });

    it('a finished task may carry its outcome', async () => {
      const result = { media_buy_id: 'mb_1', status: 'pending_activation' };
      expect((await pollOne([{ ...approved, result }])).finding).toMatchObject({ outcome: { mediaBuyId: 'mb_1' } });
    });

    it('a finished task may stay listed without its outcome', async () => {
      server.tools.check_media_buy_status = () => ({ media_buy_id: 'mb_1', status: 'pending_activation' });
      expect((await pollOne([approved])).finding).toEqual({ kind: 'pending', status: 'approved' });
      const again = await pollOne([approved], { status: 'approved' });
      expect(again.finding).toMatchObject({ outcome: { status: 'created', mediaBuyId: 'mb_1' } });
    });

    it('a finished task may be gone: the buy decides, else nobody', async () => {
      server.tools.check_media_buy_status = () => ({ media_buy_id: 'mb_1', status: 'pending_activation' });
      expect((await pollOne([])).finding).toMatchObject({ outcome: { mediaBuyId: 'mb_1' } });
      server.tools.check_media_buy_status = () => ({ status: 'not_found' });
      expect((await pollOne([])).finding).toEqual({ kind: 'no_evidence' });
    });

    it('a resolution comes before the status', async () => {
      const task = { task_id: 'task_1', status: 'failed', resolution: 'approved', result: { media_buy_id: 'mb_1' } };
      expect((await pollOne([task])).finding).toMatchObject({ outcome: { status: 'created' } });
    });

    it('a failed task without a resolution is a rejection', async () => {
      expect((await pollOne([{ task_id: 'task_1', status: 'failed', error_detail: 'No' }])).finding).toMatchObject({
        outcome: { status: 'rejected' },
      });
    });

    it('a task without po_number is never bound by elimination', async () => {
      server.tools.check_media_buy_status = () => ({ status: 'not_found' });
      const answer = await pollOne([{ ...approved, task_id: 'task_7', result: { media_buy_id: 'mb_7' } }], {
        taskId: null,
      });
      expect(answer.finding).toEqual({ kind: 'no_evidence' });
      expect(answer).not.toHaveProperty('taskId');
    });

    it('a server may send the JSON as text only', async () => {
      const text = JSON.stringify({ status: 'pending_activation', media_buy_id: 'mb_1' });
      expect((await submit({ content: [{ type: 'text', text }] })).finding).toMatchObject({
        outcome: { mediaBuyId: 'mb_1' },
      });
    });

    it('there is no idempotency key: a call that broke is not sent again', async () => {
      server.intercept = (request, _, rpc) => {
        if (rpc?.method !== 'tools/call') return false;
        request.socket.destroy();
        return true;
      };
      expect((await submit({})).finding.kind).toBe('unproven');
      expect(server.requests.filter(({ rpc }) => rpc === 'tools/call')).toHaveLength(1);
      server.intercept = () => false;
      expect(await dialect.capabilities(sellerAt(server.url), signal)).toMatchObject({ replayWindowSeconds: null });
    });

    it('webhooks of other events tell nothing', () => {
      expect(dialect.parseWebhook(sellerAt(server.url), { event: 'task_assigned', task_id: 't' })).toBeNull();
    });

    it('there is no question for many buys: each is asked about, until the seller proves to be down', async () => {
      server.tools.check_media_buy_status = (args) => ({
        media_buy_id: args.media_buy_id ?? null,
        status: args.media_buy_id === 'mb_1' ? 'active' : 'pending_activation',
      });
      const buys = ['mb_1', 'mb_2'].map((mediaBuyId) => ({ mediaBuyId, account: null }));
      const seller = sellerAt(server.url);
      const answers = await dialect.followBuys(seller, buys, signal);
      expect(answers.get('mb_1')).toMatchObject({ kind: 'shown', status: 'active', awaitsCreatives: false });
      expect(answers.get('mb_2')).toMatchObject({ kind: 'shown', status: 'pending', awaitsCreatives: true });
      await server.close();
      const later = await dialect.followBuys(seller, buys, signal);
      expect([...later.values()].map(({ kind }) => kind)).toEqual(['ask_failed', 'ask_failed']);
    });
  });

  describe('of MCP', () => {
    it.each([true, false])('answers come as event streams or as JSON (stream: %s)', async (sse) => {
      const server = await ScriptedSeller.start({ sse, sessions: sse, tools: { create_media_buy: () => buy } });
      const sessions = new McpSessions({ allowPrivateNetworks: true });
      const reply = await sessions.callTool(sellerAt(server.url), call);
      expect(reply).toMatchObject({ ok: true, body: buy });
      await sessions.close();
      await server.close();
    });

    it('a dropped event stream would wait for the whole timeout: it is known at once', async () => {
      const server = await ScriptedSeller.start({ sse: true });
      const sessions = new McpSessions({ allowPrivateNetworks: true, callTimeoutSeconds: 60 });
      server.intercept = (_, response, rpc) => {
        if (rpc?.method !== 'tools/call') return false;
        response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': hello\n\n');
        setTimeout(() => response.destroy(), 30);
        return true;
      };
      const reply = await sessions.callTool(sellerAt(server.url), call);
      expect(reply).toMatchObject({ ok: false, fault: { code: FaultCode.dropped, executed: 'maybe' } });
      expect(reply.durationMs).toBeLessThan(30_000);
      await sessions.close();
      await server.close();
    });

    it('a timeout of the client leaves the request open: ours closes it', async () => {
      const server = await ScriptedSeller.start();
      const sessions = new McpSessions({ allowPrivateNetworks: true, callTimeoutSeconds: 1 });
      let arrived = false;
      let closed = false;
      server.intercept = (request, _, rpc) => {
        if (rpc?.method !== 'tools/call') return false;
        arrived = true;
        request.socket.on('close', () => {
          closed = true;
        });
        return true;
      };
      // The time for a call includes the opening. On a slow machine it may be up before the call goes out.
      await untilTrue('a call that reaches the seller', async () => {
        const reply = await sessions.callTool(sellerAt(server.url), call);
        expect(reply).toMatchObject({ ok: false, fault: { code: FaultCode.timedOut } });
        return arrived;
      });
      await untilTrue('the request to be closed', () => closed);
      await sessions.close();
      await server.close();
    });

    it('the client takes bodies of any size: ours ends at MAX_ANSWER_BYTES', async () => {
      const server = await ScriptedSeller.start({
        tools: { create_media_buy: () => ({ text: 'x'.repeat(4_300_000) }) },
      });
      const sessions = new McpSessions({ allowPrivateNetworks: true });
      expect(await sessions.callTool(sellerAt(server.url), call)).toMatchObject({
        ok: false,
        fault: { executed: 'maybe', message: expect.stringMatching(/4194304 .* MAX_ANSWER_BYTES/) as unknown },
      });
      await sessions.close();
      await server.close();
    });

    it('working shows as progress on the open connection, and the answer comes there', async () => {
      const server = await ScriptedSeller.start({ sse: true });
      const sessions = new McpSessions({ allowPrivateNetworks: true, callTimeoutSeconds: 30 });
      server.tools.create_media_buy = async (_, show) => {
        for (let step = 0; step < 3; step += 1) {
          await sleep(50);
          await show();
        }
        return buy;
      };
      let shown = 0;
      const reply = await sessions.callTool(sellerAt(server.url), { ...call, onProgress: () => (shown += 1) });
      expect(reply).toMatchObject({ ok: true, body: buy });
      expect(shown).toBe(3);
      await sessions.close();
      await server.close();
    });

    const call = { tool: 'create_media_buy', arguments: {}, mutating: true, signal };
  });
});

function many(count: number): Operation[] {
  return Array.from({ length: count }, (_, place) =>
    waiting({ id: `01900000-0000-7000-8000-00000000000${place}`, taskId: 'task_1' }),
  );
}
