import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import type { Json, JsonObject } from '@adcp-orchestrator/domain';
import { apiDocument } from './api-document';
import { gapsOf } from './gaps';
import { requestSchemas } from './requests';

interface Content {
  schema: JsonObject;
  example?: Json;
  examples?: Record<string, { value: Json }>;
}
interface Route {
  requestBody?: { content: Record<string, Content> };
  responses: Record<string, { content?: Record<string, Content> }>;
}

const document = apiDocument(null);
const { schemas } = document.components as { schemas: JsonObject };

describe('the document', () => {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats(ajv);
  ajv.addSchema({ $id: 'document', components: { schemas } }, 'document');

  function faults(schema: object, value: Json): string[] {
    const absolute = JSON.parse(
      JSON.stringify(schema).replaceAll('"#/components/', '"document#/components/'),
    ) as object;
    const validate = ajv.compile(absolute);
    return validate(value)
      ? []
      : (validate.errors ?? []).map(({ instancePath, message = '' }) => `${instancePath} ${message}`);
  }

  // What a line names is described beside its schema (`describe`), or in `words/`; examples stand beside the route.
  it('describes every schema, property, parameter and value, and has an example of each body and success', () => {
    expect(gapsOf(document)).toEqual([]);
  });

  it('says of each route which role it needs, where a person reads it', () => {
    for (const methods of Object.values(document.paths as unknown as Record<string, Record<string, JsonObject>>)) {
      for (const { operationId, description, 'x-required-role': role } of Object.values(methods)) {
        const needed = /Needs the role (\w+)\.$/.exec(description as string)?.[1];
        expect([operationId, needed]).toEqual([operationId, role]);
      }
    }
  });

  it('has only examples that fit their schemas', () => {
    const wrong: string[] = [];
    for (const [path, methods] of Object.entries(document.paths as unknown as Record<string, Record<string, Route>>)) {
      for (const [method, { requestBody, responses }] of Object.entries(methods)) {
        const contents: [string, Content][] = [
          ...Object.entries(requestBody?.content ?? {}),
          ...Object.entries(responses)
            .filter(([status]) => Number(status) < 300)
            .flatMap(([, { content }]) => Object.entries(content ?? {})),
        ];
        for (const [, { schema, example, examples }] of contents) {
          const all = [
            ...(example === undefined ? [] : [example]),
            ...Object.values(examples ?? {}).map((one) => one.value),
          ];
          for (const one of all) wrong.push(...faults(schema, one).map((fault) => `${method} ${path}: ${fault}`));
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it('tells the requests of each dialect and type apart: each example fits exactly its own', () => {
    for (const [name, schema] of Object.entries(requestSchemas)) {
      const [example] = schema.examples as Json[];
      const fitting = Object.keys(requestSchemas).filter(
        (other) => faults(requestSchemas[other]!, example!).length === 0,
      );
      expect([name, fitting]).toEqual([name, [name]]);
    }
  });
});
