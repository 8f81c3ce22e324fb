import { type Json, type JsonObject, isJsonObject } from '@adcp-orchestrator/domain';
import { invalidBody } from '../../problems/problem';
import { line } from '../../validation/text';

const buyerRefText = line(512);

/** @returns the account that polls and reconciliation must name to the seller; null when the request has none */
export function accountOf(request: JsonObject): Json {
  return isJsonObject(request.account) ? request.account : null;
}

/**
 * @returns the desk's own reference, by which the seller's media buy is found again
 * @throws RequestProblemError when it is a text that cannot be searched by
 */
export function buyerRefOf(request: JsonObject): string | null {
  if (typeof request.buyer_ref !== 'string') return null;
  const checked = buyerRefText.safeParse(request.buyer_ref);
  if (!checked.success) throw invalidBody('/request/buyer_ref', checked.error.issues[0]?.message ?? 'is not usable');
  return checked.data;
}
