import fc from 'fast-check';
import { Rank, rankCovers, ranks } from '@adcp-orchestrator/access';
import type { JsonObject } from '@adcp-orchestrator/domain';
import { FIRST_POSITION, positionText } from '@adcp-orchestrator/ledger';
import { ApiUnderTest, type TestTenant } from '../../testing/api-under-test';
import { DocumentAnswers, type ReceivedAnswer, receive } from '../../testing/document-answers';
import { type Caller, DocumentCallers, proofs } from '../../testing/document-callers';
import { type DocumentRequest, DocumentRequests } from '../../testing/document-requests';
import { SAFE_METHODS } from '../access/authenticator';

/** `npm run test:openapi` goes on for ten minutes. */
const minutes = Number(process.env['OPENAPI_MINUTES'] ?? 0);
const budgetMs = minutes * 60_000;
const SHORT_RUNS = 50;
const AT_ONCE = 4;
const ANSWER_MS = 60_000;
/** What a client is to ask again after. A machine that stood still for longer than something is waited for says so. */
const BUSY = ['no connection to it came free in time', 'no answer within'];
const MOST_TRIES = 5;

describe('requests that are made from the document', () => {
  let api: ApiUnderTest;
  let callers: DocumentCallers;
  let requests: DocumentRequests;
  let answers: DocumentAnswers;
  /** What only one tenant may read: each word stands in one tenant's resources alone. */
  const marks = ['zebra-of-the-first', 'walrus-of-the-second'];
  const subscriber = 'http://127.0.0.1:1/hook';

  /** A tenant with one of everything, all of it marked. @returns ids by the name that the document has for them */
  async function furnish(desk: TestTenant, mark: string): Promise<Record<string, string[]>> {
    const { body: seller } = await api.addSeller(desk, 'acme', { name: mark });
    const { body: subscription } = await api.call('POST', '/v1/subscriptions', {
      key: desk.keys.admin,
      body: { url: subscriber, description: mark },
    });
    const operations: string[] = [];
    for (let n = 0; n < 3; n += 1) {
      const { body } = await api.handOver(desk, 'acme', {
        user_id: mark,
        request: { po_number: `order-${n}`, campaign: mark },
      });
      operations.push(body.id);
    }
    // Its end is an event, and a delivery that is owed.
    await api.call('POST', `/v1/operations/${operations[0] ?? ''}/cancel`, { key: desk.keys.trader });
    const { body: deliveries } = await api.call('GET', '/v1/deliveries', { key: desk.keys.admin });
    const { body: page } = await api.call('GET', '/v1/events', { key: desk.keys.viewer });
    const { body: bulk } = await api.call('POST', '/v1/bulk', {
      key: desk.keys.trader,
      body: { action: 'acknowledge', filter: { seller_id: 'acme' }, dry_run: true },
    });
    const position = (page as unknown as { position: string }).position;
    return {
      id: [...operations, subscription.id, ...deliveries.items.map(({ id }) => id), bulk.id, 'acme'],
      operation_id: operations,
      subscription_id: [subscription.id],
      'Last-Event-ID': [position, positionText(FIRST_POSITION)],
      cursor: [position],
      route_token: Object.values(seller.webhook_urls).map((url) => url.split('/').at(-1) ?? ''),
    };
  }

  beforeAll(async () => {
    api = await ApiUnderTest.start({ MAIL_FROM: 'ado@desk.example', SMTP_URL: 'smtp://127.0.0.1:1' });
    const document = JSON.parse((await api.call('GET', '/openapi.json')).text) as JsonObject;
    answers = new DocumentAnswers(document);
    const desks = [await api.newTenant(), await api.newTenant()];
    callers = new DocumentCallers(api, desks, await api.platformKey());
    const furnished = await Promise.all(desks.map((desk, place) => furnish(desk, marks[place] ?? '')));
    const known = furnished.reduce((all, ids) =>
      Object.fromEntries(Object.entries(all).map(([name, values]) => [name, [...values, ...(ids[name] ?? [])]])),
    );
    // The platform's admin renames, limits and pauses this one, not those that are looked at.
    known.id?.push((await api.newTenant()).id);
    requests = new DocumentRequests(document, {
      ...known,
      seller_id: ['acme'],
      po_number: ['order-1'],
      url: [subscriber],
      agent_url: ['http://127.0.0.1:1/mcp'],
      wait: ['0'],
    });
  });
  afterAll(() => api.stop());

  async function send(request: DocumentRequest, caller: Caller, asStream: boolean): Promise<ReceivedAnswer> {
    const proof = await callers.headersOf(caller);
    const response = await fetch(api.url + request.address, {
      method: request.method,
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWER_MS),
      headers: {
        ...request.headers,
        ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(asStream && answers.streams(request) ? { accept: 'text/event-stream' } : {}),
        ...proof,
      },
      body: request.body,
    });
    const isOver = response.ok ? signsOut(request) : response.status === 401 && asksWhoItIs(request);
    if (isOver) callers.forget(caller);
    return receive(response);
  }

  const isBusy = ({ text }: ReceivedAnswer): boolean => BUSY.some((words) => text.includes(words));

  const signsOut = ({ path, method }: DocumentRequest): boolean => path === '/v1/session' && method === 'DELETE';

  /** Elsewhere a `401` is about a webhook's sender, or about the key that signs in. */
  const asksWhoItIs = (request: DocumentRequest): boolean => answers.routeOf(request)['x-required-role'] !== undefined;

  /** @returns why nothing of this caller's request may be done; null when it may be */
  function ban(request: DocumentRequest, { rank, proof }: Caller): string | null {
    const { 'x-required-role': role } = answers.routeOf(request);
    if (role === undefined) return null;
    const needed = ranks.find((one) => one === role);
    if (needed === undefined) throw new Error(`the document names the role ${role}`);
    if (proof === 'nothing') return 'it shows nothing of who it is';
    if (!rankCovers(rank, needed)) return `it needs the role ${needed}`;
    const changes = !SAFE_METHODS.has(request.method);
    return proof === 'session without its token' && changes ? 'it lacks the CSRF token' : null;
  }

  /** @returns what is wrong with an answer; null when nothing is */
  function wrongWith(request: DocumentRequest, caller: Caller, answer: ReceivedAnswer): string | null {
    if (answer.status >= 500) return 'failed here';
    const form = answers.fault(request, answer);
    if (form !== null) return form;
    const banned = ban(request, caller);
    if (banned !== null && answer.status < 400) return `was done, although ${banned}`;
    const own = request.address + (request.body ?? '');
    const home = caller.rank === Rank.platform_admin ? null : caller.tenant;
    const strange = marks.find((mark, place) => place !== home && answer.text.includes(mark) && !own.includes(mark));
    return strange === undefined ? null : 'of another tenant';
  }

  it(
    'never fail here, are answered as the document says, do nothing that they may not, and read nothing of another tenant',
    async () => {
      const seen = { good: 0, refused: 0, streams: 0, platform: 0, sessions: 0 };
      const one = fc.record({
        request: requests.all(),
        asStream: fc.boolean(),
        caller: fc.record<Caller>({
          tenant: fc.constantFrom(0, 1),
          rank: fc.constantFrom(...ranks),
          proof: fc.constantFrom('key', ...proofs),
        }),
      });
      const property = fc.asyncProperty(fc.array(one, { minLength: AT_ONCE, maxLength: AT_ONCE }), async (batch) => {
        await Promise.all(
          batch.map(async ({ request, asStream, caller: drawn }) => {
            const caller = signsOut(request) ? callers.whoSignsOut(drawn) : drawn;
            let answer = await send(request, caller, asStream);
            for (let tries = 1; isBusy(answer) && tries < MOST_TRIES; tries += 1) {
              answer = await send(request, caller, asStream);
            }
            const wrong = wrongWith(request, caller, answer);
            if (wrong !== null) {
              throw new Error(
                `${wrong}: ${request.method} ${request.address} ${request.body ?? ''} by ${JSON.stringify(caller)}: ${answer.status} ${answer.text.slice(0, 500)}`,
              );
            }
            const isGood = answer.status < 300;
            seen.good += Number(isGood);
            seen.refused += Number(answer.status >= 400);
            seen.streams += Number(answer.type === 'text/event-stream');
            seen.platform += Number(isGood && caller.rank === Rank.platform_admin);
            seen.sessions += Number(isGood && caller.proof === 'session');
          }),
        );
      });
      // The short form makes the same requests each time: a change is to blame for what it finds.
      await fc.assert(property, {
        ...(minutes > 0
          ? { numRuns: Number.MAX_SAFE_INTEGER, interruptAfterTimeLimit: budgetMs }
          : { numRuns: SHORT_RUNS, seed: 1 }),
        endOnFailure: true,
      });
      if (minutes > 0) process.stderr.write(`${JSON.stringify(seen)}\n`);
      // Every kind must occur. Each new route makes other requests of the same seed.
      const least = minutes > 0 ? 5 * minutes : 1;
      for (const [kind, count] of Object.entries(seen)) {
        expect({ kind, count: Math.min(count, least) }).toEqual({ kind, count: least });
      }
    },
    budgetMs + 120_000,
  );
});
