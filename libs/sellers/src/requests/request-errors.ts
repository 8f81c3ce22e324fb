import type { JsonObject } from '@adcp-orchestrator/domain';

/** One thing that is wrong with a request. */
export interface RequestError {
  /** A JSON pointer (RFC 6901) into the request. */
  pointer: string;
  message: string;
}

/** As much of a zod issue as is read here. */
export interface SchemaIssue {
  code?: string;
  path: readonly PropertyKey[];
  message: string;
  /** The issues of each branch of a union. */
  errors?: readonly (readonly SchemaIssue[])[];
}

const MAX_ERRORS = 50;

/**
 * Turns a schema's issues into errors with pointers into the request, at most 50. When no branch of a union fits, the
 * branch that came nearest is told.
 */
export function requestErrors(issues: readonly SchemaIssue[], request: JsonObject): RequestError[] {
  const errors = issues.flatMap((issue) => flattened(issue, []));
  return errors.slice(0, MAX_ERRORS).map(({ path, message }) => ({
    pointer: pointerOf(path),
    message: isMissing(request, path) ? 'is required' : message,
  }));
}

function flattened(
  issue: SchemaIssue,
  parents: readonly PropertyKey[],
): { path: readonly PropertyKey[]; message: string }[] {
  const path = [...parents, ...issue.path];
  const [nearest] = [...(issue.errors ?? [])].filter((branch) => branch.length > 0).sort(byNearness);
  // If all branches fail at the union itself, they differ in kind only. One line for all of them says more.
  if (nearest === undefined || nearest.every((inner) => inner.path.length === 0 && inner.errors === undefined)) {
    return [{ path, message: messageOf(issue) }];
  }
  return nearest.flatMap((inner) => flattened(inner, path));
}

function byNearness(a: readonly SchemaIssue[], b: readonly SchemaIssue[]): number {
  return depthOf(b) - depthOf(a) || a.length - b.length;
}

function depthOf(branch: readonly SchemaIssue[]): number {
  return Math.min(...branch.map(({ path }) => path.length));
}

function messageOf(issue: SchemaIssue): string {
  const branches = (issue.errors ?? []).flat().map(({ message }) => message);
  return branches.length === 0 ? issue.message : [...new Set(branches)].join('; or ');
}

function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function isMissing(request: JsonObject, path: readonly PropertyKey[]): boolean {
  let value: unknown = request;
  for (const part of path) {
    if (typeof value !== 'object' || value === null) return false;
    value = (value as Record<PropertyKey, unknown>)[part];
  }
  return path.length > 0 && value === undefined;
}
