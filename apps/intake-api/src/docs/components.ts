import type { JsonObject } from '@adcp-orchestrator/domain';
import { z } from 'zod';
import { requestSchemas } from './requests';

type Named = z.core.$ZodRegistry<{ id: string }>;

/** Schemas of bodies as clients send them, and of answers as we send them. */
export const bodies: Named = z.registry<{ id: string }>();
export const answers: Named = z.registry<{ id: string }>();

/** Gives a body's schema a name in the OpenAPI document. */
export function bodyComponent<T extends z.ZodType>(id: string, schema: T): T {
  bodies.add(schema, { id });
  return schema;
}

/** Gives an answer's schema a name in the OpenAPI document. */
export function answerComponent<T extends z.ZodType>(id: string, schema: T): T {
  answers.add(schema, { id });
  return schema;
}

/** A page of `items`. */
export function pageOf(id: string, item: z.ZodType): z.ZodType {
  return answerComponent(
    id,
    z.object({
      items: z.array(item),
      next_cursor: z.string().nullable().describe('Passed back as `cursor` for the next page; null on the last one'),
    }),
  );
}

/** @returns the reference to a named schema, or the schema itself when it has no name */
export function schemaOf(schema: z.ZodType, io: 'input' | 'output'): JsonObject {
  const named = (io === 'input' ? bodies : answers).get(schema);
  if (named !== undefined) return { $ref: reference(named.id) };
  return cleaned(z.toJSONSchema(schema, { io, override, unrepresentable: 'any' }));
}

/** @returns every named schema, for `components.schemas` */
export function componentSchemas(): JsonObject {
  const sent = z.toJSONSchema(bodies, { io: 'input', uri: reference, override, unrepresentable: 'any' }).schemas;
  const answered = z.toJSONSchema(answers, { io: 'output', uri: reference, override, unrepresentable: 'any' }).schemas;
  const schemas: JsonObject = structuredClone({ ...requestSchemas });
  for (const [id, schema] of [...Object.entries(sent), ...Object.entries(answered)]) schemas[id] = cleaned(schema);
  return schemas;
}

function reference(id: string): string {
  return `#/components/schemas/${id}`;
}

/** A schema that reads text but means something else says so by `meta({override})`. */
function override({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  const replacement = jsonSchema.override;
  if (typeof replacement !== 'object' || replacement === null) return;
  const { description } = jsonSchema;
  for (const key of Object.keys(jsonSchema)) Reflect.deleteProperty(jsonSchema, key);
  Object.assign(jsonSchema, replacement, description === undefined ? {} : { description });
}

/**
 * JSON Schema puts these at the root of a document. A part of our document does not need them: its place identifies it.
 */
const ROOT_KEYWORDS = new Set(['$schema', '$id', 'id']);

function cleaned(schema: object): JsonObject {
  const plain = JSON.parse(JSON.stringify(schema)) as JsonObject;
  return Object.fromEntries(Object.entries(plain).filter(([key]) => !ROOT_KEYWORDS.has(key)));
}
