import { type FrozenCall, isJsonObject } from '@adcp-orchestrator/domain';
import { frozenCallContext } from '@adcp-orchestrator/ledger';
import type { SecretBox } from '@adcp-orchestrator/platform';

export class FrozenCallUnreadableError extends Error {
  override readonly name = 'FrozenCallUnreadableError';
}

/** Seals the call as it goes out: its arguments can hold a webhook secret. */
export function sealCall(box: Pick<SecretBox, 'seal'>, operationId: string, call: FrozenCall): Buffer {
  return box.seal(JSON.stringify({ tool: call.tool, arguments: call.arguments }), frozenCallContext(operationId));
}

/**
 * @returns the very call that went out before: JSON keeps the order of keys, so the bytes are the same
 * @throws SecretOpenError when it was sealed with another key, FrozenCallUnreadableError when it is not a call
 */
export function openCall(box: Pick<SecretBox, 'open'>, operationId: string, sealed: Buffer): FrozenCall {
  const value: unknown = JSON.parse(box.open(sealed, frozenCallContext(operationId)));
  if (!isJsonObject(value) || typeof value.tool !== 'string' || !isJsonObject(value.arguments)) {
    throw new FrozenCallUnreadableError(`the frozen call of operation ${operationId} is not a call`);
  }
  return { tool: value.tool, arguments: value.arguments };
}
