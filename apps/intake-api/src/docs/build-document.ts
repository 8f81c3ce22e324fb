import type { JsonObject } from '@adcp-orchestrator/domain';
import { PROBLEM_MEDIA_TYPE, PROBLEM_TYPE_BASE, type ProblemKind, problemCatalog } from '../problems/problem-catalog';
import { PUBLIC } from '../access/requires-role';
import { completePaths } from './complete-paths';
import { componentSchemas, schemaOf } from './components';
import { describeComponents } from './describe-schemas';
import type { DocumentedAnswer } from './documented';
import { problemSchema } from './problem-schema';
import { webhooksOfDocument } from '../events/event-catalog';
import type { DescribedRoute } from './describe-routes';
import { tagWords } from './words/schema-words';

/** What a new user does first, in order. */
const FIRST_BUY = `A first buy, with a key of an admin as \`Authorization: Bearer\`:

1. \`POST /v1/sellers\` with the seller's address, dialect and credential (the examples there show both dialects), then \`POST /v1/sellers/{id}/probe\`: it books nothing and says whether the seller can be worked with.
2. \`POST /v1/operations/validate\` with the buy. Its examples have a request of each dialect. The \`product_id\` and \`pricing_option_id\` of an \`adcp-v3\` package are the seller's own, as its \`get_products\` names them; they are not asked for here.
3. \`POST /v1/operations\` with the same body and an \`Idempotency-Key\` of yours. \`202\` means that it is kept and will be sent once.
4. \`GET /v1/operations/{id}?wait=30\`, again until \`status\` is \`created\`: then the seller has accepted, and \`media_buy_id\` is its buy. \`message\`, \`error\` and \`attention\` say what is the matter otherwise, and \`GET /v1/events\` tells of every turn.`;

const VERSION = '0.1.0';

/**
 * @param publicUrl the address by which clients reach the API; null when none was given
 * @returns the OpenAPI 3.1 document of the routes
 */
export function buildDocument(routes: readonly DescribedRoute[], publicUrl: string | null): JsonObject {
  const schemas = componentSchemas();
  describeComponents(schemas);
  const paths: Record<string, JsonObject> = {};
  for (const route of routes) (paths[route.path] ??= {})[route.method] = operationOf(route);
  completePaths(paths, schemas);
  return {
    openapi: '3.1.0',
    info: {
      title: 'AdCP Orchestrator',
      version: VERSION,
      description:
        'Hands media buys over to sellers that speak AdCP, follows each until its end, and tells of every turn. ' +
        'Errors are problem objects (RFC 9457); `type` tells the kind and never changes. ' +
        'Every answer under `/v1` tells by `RateLimit-Policy` and `RateLimit` how many requests the key and the tenant have left.\n\n' +
        FIRST_BUY,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [
      // This comes first, because the pages at /docs may call only the address that they came from.
      { url: '/', description: 'Where this document came from' },
      ...(publicUrl === null ? [] : [{ url: publicUrl, description: 'The public address' }]),
    ],
    tags: [...new Set(routes.map(({ docs }) => docs.tag))].map((name) => ({
      name,
      ...(tagWords[name] === undefined ? {} : { description: tagWords[name] }),
    })),
    security: [{ api_key: [] }, { session: [] }],
    paths,
    webhooks: webhooksOfDocument(),
    components: {
      securitySchemes: {
        api_key: {
          type: 'http',
          scheme: 'bearer',
          description: 'An API key: viewer reads, trader acts, admin sets up',
        },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'ado_session',
          description:
            'A person who signed in (`POST /v1/session`); over https the name is `__Host-ado_session`. A change also needs the header `X-CSRF-Token`.',
        },
      },
      schemas,
    },
  };
}

function operationOf({ docs, role, parameters, body, bodyRequired, operationId }: DescribedRoute): JsonObject {
  const answers: Record<string, JsonObject> = {};
  for (const [status, answer] of Object.entries(docs.answers)) answers[status] = answerOf(answer);
  for (const [status, kinds] of byStatus(problemsOf({ docs, role, body, parameters }))) {
    answers[status] ??= problemAnswer(kinds);
  }
  // The pages at /docs do not show `x-required-role`.
  const words = [docs.description ?? [], role === PUBLIC ? [] : `Needs the role ${role}.`].flat();
  return {
    operationId,
    tags: [docs.tag],
    summary: docs.summary,
    ...(words.length === 0 ? {} : { description: words.join(' ') }),
    ...(role === PUBLIC ? { security: [] } : { 'x-required-role': role }),
    ...(parameters.length === 0 ? {} : { parameters: [...parameters] }),
    ...(body === null ? {} : { requestBody: bodyOf(body, bodyRequired, docs.bodyExamples) }),
    ...(docs.rawBody === undefined
      ? {}
      : {
          requestBody: { required: true, description: docs.rawBody, content: { 'application/json': { schema: {} } } },
        }),
    responses: answers,
  };
}

function bodyOf(
  body: NonNullable<DescribedRoute['body']>,
  required: boolean,
  examples: DescribedRoute['docs']['bodyExamples'],
): JsonObject {
  return {
    required,
    content: {
      'application/json': {
        schema: schemaOf(body, 'input'),
        ...(examples === undefined ? {} : { examples: { ...examples } }),
      },
    },
  };
}

function answerOf({ description, schema, headers, example, streamExample, mediaType }: DocumentedAnswer): JsonObject {
  const described: Record<string, JsonObject> = {};
  for (const [name, meaning] of Object.entries(headers ?? {})) {
    described[name] = { description: meaning, schema: { type: 'string' } };
  }
  const content: JsonObject = {
    [mediaType ?? 'application/json']: {
      schema: schema === undefined ? { type: 'string' } : schemaOf(schema, 'output'),
      ...(example === undefined ? {} : { example }),
    },
    ...(streamExample === undefined
      ? {}
      : { 'text/event-stream': { schema: { type: 'string' }, example: streamExample } }),
  };
  return {
    description,
    ...(Object.keys(described).length === 0 ? {} : { headers: described }),
    ...(schema === undefined && mediaType === undefined ? {} : { content }),
  };
}

/** What may be said to every request that needs a key. */
const keyProblems = [
  'unauthorized',
  'forbidden',
  'csrf-token-needed',
  'rate-limit-exceeded',
  'too-many-failed-keys',
] as const;

function problemsOf(route: Pick<DescribedRoute, 'docs' | 'role' | 'body' | 'parameters'>): Set<ProblemKind> {
  const kinds = new Set<ProblemKind>(route.docs.problems ?? []);
  if (route.role !== PUBLIC) {
    for (const kind of keyProblems) kinds.add(kind);
  }
  if (route.body !== null || route.docs.rawBody !== undefined) {
    for (const kind of ['malformed-json', 'payload-too-large', 'unsupported-media-type'] as const) kinds.add(kind);
  }
  if (route.body !== null || route.parameters.some((parameter) => parameter.in === 'query')) {
    kinds.add('validation-failed');
  }
  if (route.parameters.some((parameter) => parameter.in === 'path')) kinds.add('not-found');
  for (const kind of ['headers-too-large', 'internal-error', 'unavailable'] as const) kinds.add(kind);
  return kinds;
}

function byStatus(kinds: ReadonlySet<ProblemKind>): Map<string, ProblemKind[]> {
  const groups = new Map<string, ProblemKind[]>();
  for (const kind of kinds) {
    const status = String(problemCatalog[kind].status);
    groups.set(status, [...(groups.get(status) ?? []), kind]);
  }
  return new Map([...groups].sort(([a], [b]) => Number(a) - Number(b)));
}

function problemAnswer(kinds: readonly ProblemKind[]): JsonObject {
  const examples: Record<string, JsonObject> = {};
  for (const kind of kinds) {
    const { title, status } = problemCatalog[kind];
    examples[kind] = {
      summary: title,
      value: { type: PROBLEM_TYPE_BASE + kind, title, status, detail: `${title}.`, request_id: 'b9a1…' },
    };
  }
  return {
    description: kinds.map((kind) => problemCatalog[kind].title).join('; '),
    content: { [PROBLEM_MEDIA_TYPE]: { schema: schemaOf(problemSchema, 'output'), examples } },
  };
}
