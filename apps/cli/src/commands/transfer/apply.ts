import type { Client } from '@adcp-orchestrator/client';
import { CommandFailedError } from '../../command-failed';
import { answered } from '../../connection/answered';
import { ExitCode } from '../../exit-code';
import type { World } from '../../world';
import type { Change } from './plan';
import { secretOf } from './reference';

export interface Applied {
  change: Change;
  /** Why it was not done; null when it was. */
  error: string | null;
  /** Of a new webhook: what its receiver checks signatures with. The API shows it this once. */
  secret: string | null;
}

/**
 * Makes the changes one after the other, sellers before the subscriptions that name them. One that is refused stops no other; when the
 * API cannot be reached, the rest is not tried.
 */
export async function* applyAll(
  changes: readonly Change[],
  client: Client,
  { env, signal }: Pick<World, 'env' | 'signal'>,
): AsyncGenerator<Applied> {
  let isAway = false;
  for (const change of changes) {
    signal.throwIfAborted();
    if (isAway) {
      yield { change, error: 'not tried: the API could not be reached', secret: null };
      continue;
    }
    const applied: Applied = { change, error: null, secret: null };
    try {
      await apply(withSecrets(change, env), client, applied);
    } catch (error) {
      signal.throwIfAborted();
      isAway = error instanceof CommandFailedError && error.exitCode === ExitCode.unreachable;
      applied.error = wordsOf(error);
    }
    yield applied;
  }
}

/** @param applied gets the secret of a new webhook, also when something fails afterwards: it is never shown again */
async function apply(change: Change, client: Client, applied: Pick<Applied, 'secret'>): Promise<void> {
  if (change.kind === 'seller') {
    if (change.action === 'add') await answered(client.POST('/v1/sellers', { body: change.body }));
    else {
      const params = { path: { id: change.id } };
      await answered(client.PATCH('/v1/sellers/{id}', { params, body: change.body }));
    }
    return;
  }
  if (change.action === 'change') {
    const params = { path: { id: change.id } };
    await answered(client.PATCH('/v1/subscriptions/{id}', { params, body: change.body }));
    return;
  }
  const made = await answered(client.POST('/v1/subscriptions', { body: change.body }));
  applied.secret = made.secret;
  if (!change.enabled) {
    const params = { path: { id: made.id } };
    await answered(client.PATCH('/v1/subscriptions/{id}', { params, body: { enabled: false } }));
  }
}

/** Puts the secrets in the places of their references, and nowhere else. */
function withSecrets<C extends Change>(change: C, env: NodeJS.ProcessEnv): C {
  const secrets = new Map(change.references.map((reference) => [reference, secretOf(reference, env)]));
  const filled = (value: unknown): unknown => {
    if (typeof value === 'string') return secrets.get(value) ?? value;
    if (Array.isArray(value) || typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, filled(each)]));
  };
  return { ...change, body: filled(change.body) };
}

function wordsOf(error: unknown): string {
  if (!(error instanceof CommandFailedError)) return error instanceof Error ? error.message : String(error);
  const values = (error.problem?.errors ?? []).map(({ pointer, detail }) => `${pointer} ${detail}`);
  return [error.message, ...values.slice(0, 3)].join(' ');
}
