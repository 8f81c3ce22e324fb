import type { Problem } from '@adcp-orchestrator/client';
import { ProvisioningError } from '../shared/problem.mjs';

interface Answer<T> {
  data?: T;
  error?: Problem;
  response: Response;
}

/**
 * @returns what the API said
 * @throws ProvisioningError when it refused, with its words
 */
export async function said<T>(what: string, asking: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await asking;
  if (data !== undefined) return data;
  const words = error === undefined ? '' : `: ${error.detail}${JSON.stringify(error.errors ?? [])}`;
  throw new ProvisioningError(
    `The API answered ${response.status} to ${what}${words}`,
    'The log of the demo says more.',
  );
}
