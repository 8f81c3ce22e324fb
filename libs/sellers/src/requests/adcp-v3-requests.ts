import {
  CreateMediaBuyRequestSchema,
  SyncCreativesRequestSchema,
  UpdateMediaBuyRequestSchema,
} from '@adcp/sdk/schemas';
import { type JsonObject, OperationType, isJsonObject } from '@adcp-orchestrator/domain';
import type { RequestError } from './request-errors';

export const adcpV3Requests = {
  [OperationType.createMediaBuy]: CreateMediaBuyRequestSchema,
  [OperationType.updateMediaBuy]: UpdateMediaBuyRequestSchema,
  [OperationType.syncCreatives]: SyncCreativesRequestSchema,
};

/** Stands in for the key that each operation is given at intake: the schema requires one. */
const PLACEHOLDER_KEY = '00000000-0000-4000-8000-000000000000';

/** The request as it will go out, as far as the schema sees it. */
export function withSupplied(request: JsonObject): JsonObject {
  return { ...request, idempotency_key: PLACEHOLDER_KEY };
}

/** Errors that the SDK's schemas let pass and sellers do not (AdCP 3.0, account reference). */
export function beyondSchema(request: JsonObject): RequestError[] {
  const { account } = request;
  if (!isJsonObject(account)) return [];
  const byId = account.account_id !== undefined;
  const byBrand = account.brand !== undefined || account.operator !== undefined;
  return byId && byBrand
    ? [{ pointer: '/account', message: 'names an "account_id" and a "brand" or "operator"; give one of the two forms' }]
    : [];
}
