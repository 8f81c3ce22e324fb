import type { Problem } from '@adcp-orchestrator/client';
import { CommandFailedError } from '../command-failed';
import { ExitCode } from '../exit-code';

interface Called<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/**
 * @returns what the API answered
 * @throws CommandFailedError with its problem object when it refused
 */
export async function answered<T>(call: Promise<Called<T>>): Promise<T> {
  const { data, error, response } = await call;
  if (!response.ok) throw refusal(response.status, asProblem(error));
  return data as T;
}

/** @returns the error for a request that the API did not do */
export function refusal(status: number, problem: Problem | null): CommandFailedError {
  if (problem === null) {
    return new CommandFailedError(codeOf(status, ''), `the API answered ${status}, not in its own words`, {
      wayOut: 'Is it the address of the API? Give it with --url, ADO_URL or a profile.',
    });
  }
  const kind = problem.type.slice(problem.type.lastIndexOf(':') + 1);
  return new CommandFailedError(codeOf(status, kind), problem.detail, { problem, wayOut: wayOutOf(kind) });
}

function asProblem(error: unknown): Problem | null {
  const isProblem = typeof error === 'object' && error !== null && 'detail' in error && 'type' in error;
  return isProblem ? (error as Problem) : null;
}

function codeOf(status: number, kind: string): ExitCode {
  if (status === 404) return ExitCode.notFound;
  if (kind === 'validation-failed' || status === 400) return ExitCode.usage;
  if (status === 408 || status === 429 || status === 502 || status === 503 || status === 504)
    return ExitCode.unreachable;
  return status >= 400 && status < 500 ? ExitCode.refused : ExitCode.failed;
}

function wayOutOf(kind: string): string | undefined {
  switch (kind) {
    case 'unauthorized':
      return 'Give a key of the tenant: ADO_KEY, --key-file, or a profile. It may have expired or been revoked.';
    case 'forbidden':
      return 'Use a key of a higher role; docs/access.md says which role each route needs.';
    case 'version-mismatch':
      return 'It changed while you decided. Look at it again ("ado show"), and decide anew.';
    case 'internal-error':
      return 'The log of the API has more under the request id.';
    default:
      return undefined;
  }
}
