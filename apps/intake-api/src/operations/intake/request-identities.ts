import { type Json, type JsonObject, MAX_BUYER_REF_CHARACTERS, isJsonObject } from '@adcp-orchestrator/domain';
import type { InvalidValue } from '../../problems/problem';
import { line } from '../../validation/text';
import { wordingOf } from '../../validation/zod-wording';

const buyerRefText = line(MAX_BUYER_REF_CHARACTERS);

/** @returns the account that polls and reconciliation must name to the seller; null when the request has none */
export function accountOf(request: JsonObject): Json {
  return isJsonObject(request.account) ? request.account : null;
}

/** @returns the desk's own reference, by which the seller's media buy is found again */
export function buyerRefOf(request: JsonObject): string | null {
  return typeof request.buyer_ref === 'string' ? request.buyer_ref : null;
}

/** @returns what is wrong with a reference that cannot be searched by */
export function buyerRefErrors(request: JsonObject): InvalidValue[] {
  const reference = buyerRefOf(request);
  if (reference === null) return [];
  const checked = buyerRefText.safeParse(reference, { error: wordingOf });
  if (checked.success) return [];
  return checked.error.issues.slice(0, 1).map(({ message }) => ({
    in: 'body',
    pointer: '/request/buyer_ref',
    detail: message,
    limit: MAX_BUYER_REF_CHARACTERS,
    suggestion: `Write a reference of one line, 1 to ${MAX_BUYER_REF_CHARACTERS} characters.`,
  }));
}
