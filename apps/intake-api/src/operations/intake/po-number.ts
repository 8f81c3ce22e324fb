import { DialectName, type JsonObject, OperationType } from '@adcp-orchestrator/domain';
import { invalidBody } from '../../problems/problem';
import { line } from '../../validation/text';
import { MAX_PO_NUMBER, type OperationBody } from './operation-body';

/** The request with its number, and the part of it that is hashed. */
export interface NumberedRequest {
  /** What the desk asked for. The guards compare this. */
  hashed: JsonObject;
  /** What goes to the seller. */
  request: JsonObject;
  poNumber: string | null;
}

const poNumberText = line(MAX_PO_NUMBER);

/**
 * Settles the request's `po_number`. Envelope and request must agree. A number that stands only in the envelope is
 * copied into the request before hashing. A `hitl-v1` create without a number gets one made from the operation's id.
 * This happens after hashing, so that the same request keeps the same hash.
 * @throws RequestProblemError when the two differ, or the number is not usable
 */
export function numberRequest(body: OperationBody, dialect: DialectName, operationId: string): NumberedRequest {
  const { type, request, po_number: outer } = body;
  const inner = innerNumber(request);
  if (outer !== undefined && type !== OperationType.createMediaBuy) {
    throw invalidBody('/po_number', `belongs to create_media_buy alone, not to ${type}`);
  }
  if (outer !== undefined && inner !== null && outer !== inner) {
    throw invalidBody('/po_number', `is "${outer}", but /request/po_number is "${inner}"; they must be equal`);
  }
  const poNumber = inner ?? outer ?? null;
  const hashed = inner === null && poNumber !== null ? { ...request, po_number: poNumber } : request;
  if (poNumber === null && type === OperationType.createMediaBuy && dialect === DialectName.hitlV1) {
    const made = `PO-${operationId}`;
    return { hashed, request: { ...hashed, po_number: made }, poNumber: made };
  }
  return { hashed, request: hashed, poNumber };
}

function innerNumber(request: JsonObject): string | null {
  const value = request.po_number;
  if (value === undefined || value === null) return null;
  const checked = poNumberText.safeParse(value);
  if (!checked.success) throw invalidBody('/request/po_number', checked.error.issues[0]?.message ?? 'is not usable');
  return checked.data;
}
