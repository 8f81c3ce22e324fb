import { type Client, createClient } from '@adcp-orchestrator/client';
import type { Problem } from './types';

/** A problem of the API, or in its form what stands between us and it has answered. */
export interface AnyProblem extends Pick<Problem, 'title' | 'status' | 'detail' | 'errors' | 'request_id'> {
  type: string;
}

/** Kept in memory alone. The session itself is a cookie that no script can read. */
let csrfToken: string | null = null;

export function keepCsrfToken(token: string | null): void {
  csrfToken = token;
}

/** The one way to the API. */
export const client: Client = createClient({ baseUrl: '', csrfToken: () => csrfToken });

/** The API refused. The page shows `problem`, which says what to do. */
export class ApiProblemError extends Error {
  override readonly name = 'ApiProblemError';

  constructor(readonly problem: AnyProblem) {
    super(problem.detail);
  }
}

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/**
 * Turns an answer of the client into its data: `await dataOf(client.GET('/v1/sellers'))`.
 * @throws ApiProblemError when the API refused; TypeError when it was not reached
 */
export async function dataOf<T>(calling: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await calling;
  if (response.ok) return data as T;
  throw new ApiProblemError(isProblem(error) ? error : unreadable(response));
}

export function isUnauthorized(error: unknown): boolean {
  return error instanceof ApiProblemError && error.problem.status === 401;
}

function isProblem(value: unknown): value is AnyProblem {
  return typeof value === 'object' && value !== null && 'detail' in value && 'status' in value;
}

/** What stands between us and the API, such as a proxy, answers in words of its own. */
function unreadable(response: Response): AnyProblem {
  return {
    type: 'about:blank',
    title: `The answer was ${response.status} ${response.statusText}`.trim(),
    status: response.status,
    detail: 'Something between this browser and the service answered in its place. Try again in a moment.',
  };
}
