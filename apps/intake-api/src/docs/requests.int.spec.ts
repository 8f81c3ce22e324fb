import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import type { JsonObject } from '@adcp-orchestrator/domain';
import { ApiUnderTest, type TestTenant } from '../../testing/api-under-test';
import { type DocumentRequest, DocumentRequests } from '../../testing/document-requests';

/** `npm run test:openapi` goes on for ten minutes. */
const minutes = Number(process.env['OPENAPI_MINUTES'] ?? 0);
const budgetMs = minutes * 60_000;
const SHORT_RUNS = 40;
const AT_ONCE = 4;

interface Answer {
  content?: Record<string, { schema: object }>;
}

describe('requests that are made from the document', () => {
  let api: ApiUnderTest;
  let desks: TestTenant[];
  let requests: DocumentRequests;
  let document: JsonObject;
  const known: Record<string, string[]> = {};
  /** What only one tenant may read: each word stands in one tenant's resources alone. */
  const marks = ['zebra-of-the-first', 'walrus-of-the-second'];
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats(ajv);
  const validators = new Map<string, ValidateFunction>();

  beforeAll(async () => {
    api = await ApiUnderTest.start({ MAIL_FROM: 'ado@desk.example', SMTP_URL: 'smtp://127.0.0.1:1' });
    document = JSON.parse((await api.call('GET', '/openapi.json')).text) as JsonObject;
    ajv.addSchema({ $id: 'document', ...document }, 'document');
    desks = [await api.newTenant(), await api.newTenant()];
    const operations: string[] = [];
    for (const [place, desk] of desks.entries()) {
      await api.addSeller(desk, 'acme', { name: marks[place] });
      for (let n = 0; n < 3; n += 1) {
        const made = await api.handOver(desk, 'acme', {
          user_id: marks[place],
          request: { po_number: `${marks[place]}-${n}` },
        });
        operations.push(made.body.id);
      }
      const subscription = await api.call('POST', '/v1/subscriptions', {
        key: desk.keys.admin,
        body: { url: 'http://127.0.0.1:1/hook', description: marks[place] },
      });
      (known['subscription_id'] ??= []).push(subscription.body.id);
    }
    Object.assign(known, {
      id: [...operations, ...(known['subscription_id'] ?? []), 'acme'],
      operation_id: operations,
      seller_id: ['acme'],
      po_number: marks.map((mark) => `${mark}-1`),
      url: ['http://127.0.0.1:1/hook'],
      agent_url: ['http://127.0.0.1:1/mcp'],
      wait: ['0'],
    });
    requests = new DocumentRequests(document, known);
  });
  afterAll(() => api.stop());

  async function send(request: DocumentRequest, key: string) {
    return api.call(request.method, request.address, {
      key,
      headers: { ...request.headers, ...(request.body === undefined ? {} : { 'content-type': 'application/json' }) },
      rawBody: request.body,
    });
  }

  /** @returns what is wrong with the answer's form; null when the document says it so */
  function fault(request: DocumentRequest, status: number, type: string, text: string): string | null {
    const responses = ((
      document.paths as unknown as Record<string, Record<string, { responses: Record<string, Answer> }>>
    )[request.path] ?? {})[request.method.toLowerCase()]?.responses;
    const answer = responses?.[String(status)];
    if (answer === undefined) return `the document does not know the status ${status}`;
    if (text === '') return null;
    const schema = answer.content?.[type]?.schema;
    if (schema === undefined) return `the document does not know the type ${type} of ${status}`;
    const name = `${request.path} ${request.method} ${status}`;
    let validate = validators.get(name);
    if (validate === undefined) {
      validate = ajv.compile(
        JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"document#/components/')) as object,
      );
      validators.set(name, validate);
    }
    return validate(JSON.parse(text)) ? null : ajv.errorsText(validate.errors);
  }

  it(
    'never fail here, are answered as the document says, and read nothing of another tenant',
    async () => {
      const statuses = new Map<number, number>();
      const one = fc.record({
        request: requests.all('/v1/'),
        tenant: fc.constantFrom(0, 1),
        role: fc.constantFrom<keyof TestTenant['keys']>('viewer', 'trader', 'admin'),
      });
      const property = fc.asyncProperty(fc.array(one, { minLength: AT_ONCE, maxLength: AT_ONCE }), async (batch) => {
        await Promise.all(
          batch.map(async ({ request, tenant, role }) => {
            const { status, headers, text } = await send(request, desks[tenant]!.keys[role]);
            statuses.set(status, (statuses.get(status) ?? 0) + 1);
            const type = (headers.get('content-type') ?? '').split(';')[0] ?? '';
            const where = `${request.method} ${request.address} ${request.body ?? ''} as ${role}: ${status} ${text.slice(0, 500)}`;
            if (status >= 500) throw new Error(`failed here: ${where}`);
            const wrong = fault(request, status, type, text);
            if (wrong !== null) throw new Error(`${wrong}: ${where}`);
            const strange = marks[1 - tenant]!;
            const own = request.address + (request.body ?? '');
            if (text.includes(strange) && !own.includes(strange)) throw new Error(`of another tenant: ${where}`);
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
      const good = [...statuses].filter(([status]) => status < 300).reduce((sum, [, n]) => sum + n, 0);
      const refused = [...statuses].filter(([status]) => status >= 400).reduce((sum, [, n]) => sum + n, 0);
      // Both kinds must occur. Each new route makes other requests of the same seed: 8 to 12 of 160 were good so far.
      expect(Math.min(good, refused)).toBeGreaterThan(minutes > 0 ? 500 : 4);
    },
    budgetMs + 120_000,
  );
});
