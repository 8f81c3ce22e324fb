import type { AnySchemaObject, ErrorObject } from 'ajv';
import type { RequestSchemas } from './request-schemas';

/**
 * Thins out what a validator tells of unions. When no branch fits, it tells the errors of every branch and then that of the
 * union. The reader wants those of the branch that was meant; when none was, the union's own error stays.
 */
export function withoutOtherBranches(schemas: RequestSchemas, errors: readonly ErrorObject[]): ErrorObject[] {
  const kept: ErrorObject[] = [];
  for (let at = errors.length - 1; at >= 0; at -= 1) {
    const error = errors[at] as ErrorObject;
    if (error.keyword !== 'oneOf' && error.keyword !== 'anyOf') {
      kept.push(error);
      continue;
    }
    const branches = branchesOf(schemas, error);
    const meant = meantBranch(branches, error.data);
    if (meant === null) kept.push(error);
    else
      kept.push(
        ...withoutOtherBranches(schemas, meant.errors)
          .map((inner) => moved(inner, error))
          .reverse(),
      );
    // The errors of the branches stand directly before that of their union.
    at -= branches.reduce((sum, branch) => sum + branch.errors.length, 0);
  }
  return kept.reverse();
}

interface Branch {
  schema: AnySchemaObject;
  errors: ErrorObject[];
}

/** The branches that the validator tried. After a second one that fits, it tries no more. */
function branchesOf(schemas: RequestSchemas, { schema, data, params }: ErrorObject): Branch[] {
  const fitting = (params as { passingSchemas?: number[] | null }).passingSchemas;
  const tried = (schema as AnySchemaObject[]).slice(0, fitting == null ? undefined : Math.max(...fitting) + 1);
  return tried.map((branch) => ({ schema: branch, errors: schemas.errorsOfBranch(branch, data) }));
}

function meantBranch(branches: readonly Branch[], data: unknown): Branch | null {
  const failing = branches.filter(({ errors }) => errors.length > 0);
  if (failing.length < branches.length) return null;
  const ofThisKind = failing.filter(({ errors }) => !errors.some(isOfAnotherKind));
  const ofThisShape = ofThisKind.filter(({ errors }) => errors.every(({ instancePath }) => instancePath !== ''));
  const begun = ofThisKind.filter(({ schema }) => presentOf(schema, data) > 0);
  const candidates = ofThisShape.length > 0 ? ofThisShape : begun;
  const [best, second] = [...candidates].sort((a, b) => a.errors.length - b.errors.length);
  if (best === undefined) return null;
  return second === undefined || second.errors.length > best.errors.length ? best : null;
}

/** The value itself is of another type, has members that this branch forbids, or another tag. */
function isOfAnotherKind({ instancePath, keyword }: ErrorObject): boolean {
  const depth = instancePath.split('/').length - 1;
  if (depth === 0) return keyword !== 'required';
  return depth === 1 && keyword === 'const';
}

function presentOf(schema: AnySchemaObject, data: unknown): number {
  if (typeof data !== 'object' || data === null) return 0;
  return ((schema.required ?? []) as string[]).filter((name) => Object.hasOwn(data, name)).length;
}

function moved(inner: ErrorObject, union: ErrorObject): ErrorObject {
  return { ...inner, instancePath: union.instancePath + inner.instancePath };
}
