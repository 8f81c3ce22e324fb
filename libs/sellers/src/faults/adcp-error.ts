import { isJsonObject, type Json, type JsonObject, type Recovery } from '@adcp-orchestrator/domain';
import { objectField, objectsField, textField } from '../json/fields';
import { parseStorable } from '../json/storable';
import { recoveryOfCode } from './recovery-of-code';

/** What an error asks us to do, in the words of the official transport vectors. */
export const FaultAction = {
  retry: 'retry',
  surfaceToCaller: 'surface_to_caller',
  escalateToHuman: 'escalate_to_human',
  genericError: 'generic_error',
} as const;
export type FaultAction = (typeof FaultAction)[keyof typeof FaultAction];

/**
 * Finds the `adcp_error` of an MCP answer, wherever the transport binding allows it: in `structuredContent`, in a text
 * item that is JSON, or in the `data` of a JSON-RPC error (AdCP 3.0, transport errors). A tool result has one only if
 * it says `isError`.
 * @param answer a tool result, or a JSON-RPC error envelope
 * @returns the error as it was sent; null when there is none, or its code is not a non-empty string
 */
export function adcpErrorOf(answer: JsonObject): JsonObject | null {
  const rpcError = objectField(answer, 'error');
  if (answer.jsonrpc !== undefined && rpcError !== undefined) {
    return withCode(objectField(objectField(rpcError, 'data') ?? {}, 'adcp_error'));
  }
  if (answer.isError !== true) return null;
  const structured = objectField(answer, 'structuredContent');
  if (structured !== undefined) return withCode(objectField(structured, 'adcp_error'));
  for (const body of jsonTexts(answer)) {
    const error = withCode(objectField(body, 'adcp_error'));
    if (error !== null) return error;
  }
  return null;
}

/**
 * Finds the error in the body of a failure, in every shape that sellers use besides `adcp_error`: `errors[]` in the
 * body or in its `payload`, and the guide's `error: {code, message}`.
 */
export function bodyErrorOf(body: JsonObject): JsonObject | null {
  const candidates = [
    objectField(body, 'adcp_error'),
    objectsField(body, 'errors')?.[0],
    objectsField(objectField(body, 'payload') ?? {}, 'errors')?.[0],
    objectField(body, 'error'),
  ];
  for (const candidate of candidates) {
    const error = withCode(candidate);
    if (error !== null) return error;
  }
  return null;
}

/** What to do about an error. Null stands for a failure without an error object. */
export function actionOf(error: JsonObject | null): FaultAction {
  if (error === null) return FaultAction.genericError;
  switch (recoveryOf(error)) {
    case 'transient':
      return FaultAction.retry;
    case 'correctable':
      return FaultAction.surfaceToCaller;
    default:
      return FaultAction.escalateToHuman;
  }
}

/** The seller's own `recovery`, or else the standard one of its code. Null when the code or the word is unknown. */
export function recoveryOf(error: JsonObject): Recovery | null {
  const { recovery } = error;
  if (recovery === 'transient' || recovery === 'correctable' || recovery === 'terminal') return recovery;
  if (recovery !== undefined && recovery !== null) return null;
  return recoveryOfCode(textField(error, 'code') ?? '') ?? null;
}

export function jsonTexts(answer: JsonObject): JsonObject[] {
  const found: JsonObject[] = [];
  for (const text of texts(answer)) {
    const value = parsed(text);
    if (isJsonObject(value)) found.push(value);
  }
  return found;
}

export function texts(answer: JsonObject): string[] {
  return (objectsField(answer, 'content') ?? []).flatMap((item) =>
    item.type === 'text' && typeof item.text === 'string' ? [item.text] : [],
  );
}

function withCode(error: JsonObject | undefined): JsonObject | null {
  return error !== undefined && textField(error, 'code') !== undefined ? error : null;
}

function parsed(text: string): Json | undefined {
  if (!text.trimStart().startsWith('{')) return undefined;
  try {
    return parseStorable(text);
  } catch {
    return undefined; // prose that happens to begin with a brace
  }
}
