import type { JsonObject } from '@adcp-orchestrator/domain';
import { describeSchema } from './describe-schemas';
import { exampleOf } from './example-of';
import { propertyWords } from './words/property-words';

type Node = Record<string, unknown>;

/** Gives the routes what they do not say themselves: words for parameters, an example of each body and success. */
export function completePaths(paths: Readonly<Record<string, JsonObject>>, components: JsonObject): void {
  for (const route of Object.values(paths)) {
    for (const operation of Object.values(route) as Node[]) {
      for (const parameter of (operation.parameters ?? []) as Node[]) completeParameter(parameter);
      if (operation.requestBody !== undefined) completeContent(operation.requestBody as Node, components);
      for (const [status, answer] of Object.entries(operation.responses as Record<string, Node>)) {
        if (Number(status) < 300) completeContent(answer, components);
      }
    }
  }
}

function completeParameter(parameter: Node): void {
  const name = String(parameter.name);
  const words = propertyWords[name];
  if (parameter.description === undefined && words !== undefined) parameter.description = words;
  describeSchema(parameter.schema, name);
}

function completeContent(holder: Node, components: JsonObject): void {
  for (const content of Object.values((holder.content ?? {}) as Record<string, Node>)) {
    describeSchema(content.schema, 'Body');
    if (content.example !== undefined || content.examples !== undefined) continue;
    content.example = exampleOf(content.schema as JsonObject, components);
  }
}
