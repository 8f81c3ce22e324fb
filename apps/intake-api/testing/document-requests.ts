import fc from 'fast-check';
import type { Json, JsonObject } from '@adcp-orchestrator/domain';

type Node = Record<string, unknown>;

/** A request that the document allows, or one that was broken on purpose. */
export interface DocumentRequest {
  path: string;
  method: string;
  address: string;
  headers: Record<string, string>;
  body: string | undefined;
}

const MOST_DEEP = 6;
const METHODS = ['get', 'post', 'patch', 'delete'];

const oddValues = fc.oneof(
  fc.constantFrom<Json>(
    null,
    true,
    -1,
    0,
    1e21,
    '',
    ' ',
    '\u0000',
    'a'.repeat(300),
    [],
    {},
    '2026-13-45',
    'ß'.repeat(129),
  ),
  fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
);

/** Makes requests from the document: values by the schemas, ids that exist and ids that do not, and a share of broken ones. */
export class DocumentRequests {
  private readonly schemas: Node;

  constructor(
    private readonly document: JsonObject,
    /** Values that a property or parameter of that name is likely to have. */
    private readonly known: Readonly<Record<string, readonly string[]>>,
  ) {
    this.schemas = (document.components as Node).schemas as Node;
  }

  /** @returns requests to every route */
  all(): fc.Arbitrary<DocumentRequest> {
    const routes = Object.entries(this.document.paths as Record<string, Node>).flatMap(([path, item]) =>
      METHODS.filter((method) => item[method] !== undefined).map((method) => ({ path, method })),
    );
    return fc.constantFrom(...routes).chain(({ path, method }) => this.of(path, method));
  }

  of(path: string, method: string): fc.Arbitrary<DocumentRequest> {
    const operation = ((this.document.paths as Record<string, Node>)[path] ?? {})[method] as Node;
    const parameters = (operation.parameters ?? []) as Node[];
    const body = this.bodyOf(operation);
    return fc
      .record({
        values: fc.tuple(...parameters.map((parameter) => this.parameter(parameter))),
        body:
          body === null
            ? fc.constant(undefined)
            : fc.oneof({ weight: 3, arbitrary: body }, { weight: 1, arbitrary: oddValues }),
        rawBody: fc.oneof({ weight: 30, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.string() }),
        mutation: fc.option(fc.record({ at: fc.nat(), value: oddValues }), { freq: 3 }),
      })
      .map(({ values, body: made, rawBody, mutation }) => {
        let address = path;
        const query = new URLSearchParams();
        const headers: Record<string, string> = {};
        parameters.forEach((parameter, place) => {
          const value = values[place];
          const name = String(parameter.name);
          if (parameter.in === 'path') address = address.replace(`{${name}}`, encodeURIComponent(textOf(value ?? 'x')));
          else if (value === undefined) return;
          else if (parameter.in === 'query') query.set(name, textOf(value));
          else headers[name] = textOf(value).replace(/[^\x20-\x7e]/g, '?');
        });
        const changed = made === undefined || mutation === null ? made : mutated(made, mutation.at, mutation.value);
        const search = query.toString();
        return {
          path,
          method: method.toUpperCase(),
          address: search === '' ? address : `${address}?${search}`,
          headers,
          body: body === null ? undefined : (rawBody ?? JSON.stringify(changed)),
        };
      });
  }

  private bodyOf(operation: Node): fc.Arbitrary<Json> | null {
    const content = ((operation.requestBody as Node | undefined)?.content ?? {}) as Record<string, Node>;
    const schema = content['application/json']?.schema;
    return schema === undefined ? null : this.value(schema as Node, '', 0);
  }

  private parameter(parameter: Node): fc.Arbitrary<Json | undefined> {
    const usual = this.value((parameter.schema ?? {}) as Node, String(parameter.name), 0);
    const any = fc.oneof({ weight: 5, arbitrary: usual }, { weight: 1, arbitrary: oddValues });
    return parameter.required === true ? any : fc.option(any, { nil: undefined, freq: 2 });
  }

  /** @returns values that the schema allows, nearly always */
  private value(schema: Node, name: string, depth: number): fc.Arbitrary<Json> {
    const known = this.known[name];
    const made = this.bySchema(schema, name, depth);
    if (known === undefined || known.length === 0) return made;
    return fc.oneof({ weight: 4, arbitrary: fc.constantFrom<Json>(...known) }, { weight: 1, arbitrary: made });
  }

  private bySchema(schema: Node, name: string, depth: number): fc.Arbitrary<Json> {
    if (depth > MOST_DEEP) return fc.constant(null);
    if (typeof schema.$ref === 'string') {
      return this.value(this.schemas[schema.$ref.split('/').at(-1) ?? ''] as Node, name, depth + 1);
    }
    if (schema.const !== undefined) return fc.constant(schema.const as Json);
    if (Array.isArray(schema.examples) && schema.properties !== undefined) {
      return fc.oneof(fc.constantFrom(...(schema.examples as Json[])), this.object(schema, depth));
    }
    if (Array.isArray(schema.enum)) return fc.constantFrom(...(schema.enum as Json[]));
    const branches = (schema.anyOf ?? schema.oneOf) as Node[] | undefined;
    if (branches !== undefined) return fc.oneof(...branches.map((branch) => this.value(branch, name, depth + 1)));
    const types = (Array.isArray(schema.type) ? schema.type : [schema.type]) as (string | undefined)[];
    return fc.oneof(...types.map((type) => this.ofType(type, schema, name, depth)));
  }

  private ofType(type: string | undefined, schema: Node, name: string, depth: number): fc.Arbitrary<Json> {
    switch (type) {
      case 'object':
        return this.object(schema, depth);
      case 'array':
        return fc.array(this.value((schema.items ?? {}) as Node, name, depth + 1), { maxLength: 3 });
      case 'boolean':
        return fc.boolean();
      case 'integer':
        return fc.integer({
          min: (schema.minimum as number | undefined) ?? -5,
          max: (schema.maximum as number | undefined) ?? 1_000,
        });
      case 'number':
        return fc.double({ min: 0, max: 1e6, noNaN: true });
      case 'null':
        return fc.constant(null);
      case 'string':
        return textBy(schema);
      default:
        return oddValues;
    }
  }

  private object(schema: Node, depth: number): fc.Arbitrary<Json> {
    const required = new Set((schema.required ?? []) as string[]);
    const properties = Object.entries((schema.properties ?? {}) as Record<string, Node>);
    const model = Object.fromEntries(properties.map(([key, inner]) => [key, this.value(inner, key, depth + 1)]));
    return fc.record(model, { requiredKeys: properties.map(([key]) => key).filter((key) => required.has(key)) });
  }
}

function textBy({ format, pattern, maxLength, minLength }: Node): fc.Arbitrary<Json> {
  if (format === 'uuid') return fc.uuid();
  if (format === 'date-time')
    return fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) }).map((at) => at.toISOString());
  if (typeof pattern === 'string' && pattern.length < 100) {
    return fc.oneof(
      fc.constantFrom('acme', 'PT1H', '1', 'x'),
      // fast-check cannot look ahead. What such a part forbids comes along, and is refused.
      fc.stringMatching(new RegExp(pattern.replace(/\(\?[=!][^)]*\)/g, ''), 'u')),
    );
  }
  return fc.string({
    minLength: (minLength as number | undefined) ?? 0,
    maxLength: Math.min(300, (maxLength as number | undefined) ?? 40),
    unit: 'binary',
  });
}

/** Puts an odd value in the place of one of the members, at any depth. */
function mutated(value: Json, at: number, odd: Json): Json {
  if (typeof value !== 'object' || value === null) return odd;
  const keys = Object.keys(value);
  if (keys.length === 0) return odd;
  const key = keys[at % keys.length] ?? '';
  const copy = structuredClone(value) as Record<string, Json>;
  copy[key] = at % 3 === 0 ? odd : mutated(copy[key] ?? null, Math.floor(at / 3), odd);
  return copy;
}

function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
