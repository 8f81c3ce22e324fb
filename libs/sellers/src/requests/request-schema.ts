import { DialectName, type Json, type JsonObject, type OperationType, isJsonObject } from '@adcp-orchestrator/domain';
import { adcpV3SchemaOf, adcpV3Schemas } from './adcp-v3-check';
import { hitlV1SchemaOf, hitlV1Schemas } from './hitl-v1-check';
import { SUPPLIED } from './supplied';

const made = new Map<string, JsonObject>();

/**
 * The schema by which `checkRequest` checks, for programs that draw a form of it: one document, whose references lead to
 * `definitions`, without the fields that we supply. What sense asks for beyond it only `checkRequest` knows.
 * @returns null when the dialect has no such tool
 */
export function requestSchema(dialect: DialectName, type: OperationType): JsonObject | null {
  const modern = dialect === DialectName.adcpV3;
  const id = modern ? adcpV3SchemaOf(type) : hitlV1SchemaOf(type);
  if (id === undefined) return null;
  const key = `${dialect} ${id}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  const schema = inOne(modern ? adcpV3Schemas : hitlV1Schemas, id);
  made.set(key, schema);
  return schema;
}

/** One document of a schema and of all that it refers to. */
function inOne(schemas: Pick<typeof adcpV3Schemas, 'named'>, root: string): JsonObject {
  const definitions: JsonObject = {};
  const names = new Map<string, string>();
  const nameOf = (id: string): string => {
    let name = names.get(id);
    if (name === undefined) {
      name = id
        .replace(/^\/schemas\/[^/]+\//, '')
        .replace(/\.json$/, '')
        .replaceAll('/', '.');
      names.set(id, name);
      // Named before it is walked through: a schema may refer to itself.
      definitions[name] = referring(schemas.named(id), nameOf);
    }
    return name;
  };
  const schema = referring(withoutOurs(schemas.named(root)), nameOf);
  return { ...(schema as JsonObject), ...(names.size === 0 ? {} : { definitions }) };
}

/** Leaves out what only a file of its own needs, and lets references lead to `definitions`. */
function referring(value: Json, nameOf: (id: string) => string, isSchema = true): Json {
  if (Array.isArray(value)) return value.map((item) => referring(item, nameOf));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]): [string, Json][] => {
      if (!isSchema) return [[name, referring(inner, nameOf)]];
      if (name === '$id' || name === '$schema') return [];
      if (name === '$ref' && typeof inner === 'string') return [[name, `#/definitions/${nameOf(inner)}`]];
      // Below these stand names of fields, which may be `$id` too; and values, which are no schemas.
      if (name === 'examples' || name === 'const' || name === 'default' || name === 'enum') return [[name, inner]];
      return [[name, referring(inner, nameOf, name !== 'properties' && name !== 'patternProperties')]];
    }),
  );
}

function withoutOurs(schema: JsonObject): JsonObject {
  const { properties, required } = schema;
  if (!isJsonObject(properties)) return schema;
  const isTheirs = (name: Json): boolean => !SUPPLIED.some((ours) => ours === name);
  return {
    ...schema,
    properties: Object.fromEntries(Object.entries(properties).filter(([name]) => isTheirs(name))),
    ...(Array.isArray(required) ? { required: required.filter(isTheirs) } : {}),
  };
}
