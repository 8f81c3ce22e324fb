import { DialectName, type JsonObject, MAX_PO_NUMBER_CHARACTERS, OperationType } from '@adcp-orchestrator/domain';
import type { InvalidValue } from '../../problems/problem';
import { wordingOf } from '../../validation/zod-wording';
import { line } from '../../validation/text';
import type { OperationBody } from './operation-body';

/** The request with its number, and the part of it that is hashed. */
export interface NumberedRequest {
  /** What the desk asked for. The guards compare this. */
  hashed: JsonObject;
  /** What goes to the seller. */
  request: JsonObject;
  poNumber: string | null;
}

type Asked = Pick<OperationBody, 'type' | 'request' | 'po_number'>;

const poNumberText = line(MAX_PO_NUMBER_CHARACTERS);

/** @returns what is wrong with the number: it is not usable, stands at another type, or envelope and request differ */
export function poNumberErrors({ type, request, po_number: outer }: Asked): InvalidValue[] {
  const inner = request.po_number ?? undefined;
  const errors: InvalidValue[] = [];
  if (inner !== undefined) {
    const checked = poNumberText.safeParse(inner, { error: wordingOf });
    if (!checked.success) errors.push(...checked.error.issues.slice(0, 1).map(({ message }) => notUsable(message)));
  }
  if (outer === undefined) return errors;
  if (type !== OperationType.createMediaBuy) {
    errors.push({
      in: 'body',
      pointer: '/po_number',
      detail: `belongs to create_media_buy alone, not to ${type}`,
      suggestion: 'Leave it out.',
    });
  } else if (inner !== undefined && outer !== inner) {
    errors.push({
      in: 'body',
      pointer: '/po_number',
      detail: `is "${outer}", but /request/po_number is ${JSON.stringify(inner)}; they must be equal`,
      suggestion: 'Keep one of the two.',
    });
  }
  return errors;
}

/**
 * Settles the number of a request without `poNumberErrors`. A number that stands only in the envelope is copied into the
 * request before hashing. A `hitl-v1` create without a number gets one made from the operation's id. This happens after
 * hashing, so that the same request keeps the same hash.
 */
export function numberRequest(
  { type, request, po_number: outer }: Asked,
  dialect: DialectName,
  operationId: string,
): NumberedRequest {
  const inner = typeof request.po_number === 'string' ? request.po_number : null;
  const poNumber = inner ?? outer ?? null;
  const hashed = inner === null && poNumber !== null ? { ...request, po_number: poNumber } : request;
  if (poNumber === null && type === OperationType.createMediaBuy && dialect === DialectName.hitlV1) {
    const made = `PO-${operationId}`;
    return { hashed, request: { ...hashed, po_number: made }, poNumber: made };
  }
  return { hashed, request: hashed, poNumber };
}

function notUsable(detail: string): InvalidValue {
  return {
    in: 'body',
    pointer: '/request/po_number',
    detail,
    limit: MAX_PO_NUMBER_CHARACTERS,
    suggestion: `Write a number of one line, 1 to ${MAX_PO_NUMBER_CHARACTERS} characters.`,
  };
}
