import { Ajv, type AnySchemaObject, type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { JsonObject } from '@adcp-orchestrator/domain';
import { uniqueItems } from './unique-items';

/**
 * Compiles schemas when they are first needed: 0.3 s for a request of AdCP, once in a process. A schema that many refer to
 * is compiled once, and each caller calls that one function (`inlineRefs: false`).
 */
export class RequestSchemas {
  private ajv: Ajv | null = null;

  /** @param all the schemas, each with its `$id`, to which all references lead */
  constructor(private readonly all: () => readonly AnySchemaObject[]) {}

  /** @returns every way in which a value does not fit the schema */
  errors(id: string, value: unknown): ErrorObject[] {
    const validate = this.compiler().getSchema(id);
    if (validate === undefined) throw new Error(`there is no schema ${id}`);
    return failures(validate, value);
  }

  /** @returns the same for one branch of a union, which has no `$id` of its own */
  errorsOfBranch(branch: AnySchemaObject, value: unknown): ErrorObject[] {
    return failures(this.compiler().compile(branch), value);
  }

  /** @returns the properties that the schema names */
  properties(id: string): JsonObject {
    return (this.find(id)?.properties ?? {}) as JsonObject;
  }

  /** @returns the schema itself, as it was given */
  named(id: string): JsonObject {
    const schema = this.find(id);
    if (schema === undefined) throw new Error(`there is no schema ${id}`);
    return schema;
  }

  private find(id: string): AnySchemaObject | undefined {
    return this.all().find(({ $id }) => $id === id);
  }

  private compiler(): Ajv {
    if (this.ajv !== null) return this.ajv;
    const ajv = new Ajv({
      allErrors: true,
      // The wording reads the schema and the value of each error.
      verbose: true,
      discriminator: true,
      inlineRefs: false,
      // The official schemas carry keywords of their own (x-entity), which are no constraints.
      strict: false,
      validateSchema: false,
      code: { process: gatheringInPlace },
    });
    addFormats(ajv);
    ajv.removeKeyword('uniqueItems').addKeyword(uniqueItems);
    ajv.addSchema([...this.all()]);
    this.ajv = ajv;
    return ajv;
  }
}

/**
 * The compiled code copies all errors so far for each value that is checked by a referred schema: a second for the worst
 * body. Appending them to the same list takes a tenth of it.
 */
function gatheringInPlace(code: string): string {
  return code.replaceAll(
    /vErrors\.concat\(([\w.]+)\.errors\)/g,
    '($1.errors.forEach((error) => vErrors.push(error)), vErrors)',
  );
}

function failures(validate: ValidateFunction, value: unknown): ErrorObject[] {
  return validate(value) ? [] : (validate.errors ?? []);
}
