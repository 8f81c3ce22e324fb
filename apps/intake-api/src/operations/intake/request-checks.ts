import { Inject, Injectable } from '@nestjs/common';
import {
  type Clock,
  type JsonObject,
  type OperationType,
  isJsonObject,
  typesOfDialect,
} from '@adcp-orchestrator/domain';
import type { Principal } from '@adcp-orchestrator/access';
import { type RequestFault, checkRequest, onePerPlace } from '@adcp-orchestrator/sellers/requests';
import type { InvalidValue } from '../../problems/problem';
import { CLOCK } from '../../tokens';
import type { Checked } from '../../validation/zod-pipe';
import { type IntakeSeller, IntakeSellers } from './intake-sellers';
import { type OperationBody, operationBody } from './operation-body';
import { poNumberErrors } from './po-number';
import { buyerRefErrors } from './request-identities';

/** A body of intake with everything that is wrong with it. */
export interface BodyVerdict {
  /** The body and its seller; null when they are not known well enough to tell which operation is meant. */
  known: { body: OperationBody; seller: IntakeSeller } | null;
  errors: InvalidValue[];
  warnings: InvalidValue[];
}

/** Checks what a desk wants before it is kept: the envelope, the seller, and the request by the seller's dialect. */
@Injectable()
export class RequestChecks {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly sellers: IntakeSellers,
  ) {}

  /** Tells every error at once: a request is checked also when something else in its envelope is wrong. */
  async check(principal: Principal, checked: Checked<OperationBody>): Promise<BodyVerdict> {
    const errors: InvalidValue[] = [...checked.errors];
    const { type, seller_id: sellerId, request, po_number: poNumber } = checked.data ?? usable(checked.given);
    const seller = sellerId === undefined ? null : await this.sellers.find(principal.tenantId, sellerId);
    if (sellerId !== undefined && seller === null) errors.push(noSuchSeller(sellerId));
    if (type !== undefined && request !== undefined) {
      errors.push(...poNumberErrors({ type, request, po_number: poNumber }), ...buyerRefErrors(request));
    }
    const speaks = seller !== null && type !== undefined && typesOfDialect[seller.dialect].includes(type);
    if (seller !== null && type !== undefined && !speaks) errors.push(noSuchTool(seller));
    if (!speaks || request === undefined) return { known: null, errors, warnings: [] };
    const found = this.request(seller, type, request);
    return {
      known: checked.data === null ? null : { body: checked.data, seller },
      // A `po_number` or a reference can be found wanting twice, by what we store and by the schema.
      errors: onePerPlace([...errors, ...found.errors]),
      warnings: found.warnings,
    };
  }

  /** @returns what is wrong with a request by its dialect; the pointers start at `/request` */
  request(
    { dialect }: IntakeSeller,
    type: OperationType,
    request: JsonObject,
  ): Pick<BodyVerdict, 'errors' | 'warnings'> {
    const { errors, warnings } = checkRequest(dialect, type, request, this.clock.now());
    return { errors: errors.map(inRequest), warnings: warnings.map(inRequest) };
  }
}

type Usable = Partial<Pick<OperationBody, 'type' | 'seller_id' | 'request' | 'po_number'>>;

/** @returns those members of an invalid envelope that are valid by themselves */
function usable(given: unknown): Usable {
  if (!isJsonObject(given)) return {};
  const { type, seller_id, request, po_number } = operationBody.shape;
  return {
    type: type.safeParse(given.type).data,
    seller_id: seller_id.safeParse(given.seller_id).data,
    request: request.safeParse(given.request).data,
    po_number: po_number.safeParse(given.po_number).data,
  };
}

function inRequest(fault: RequestFault): InvalidValue {
  return { in: 'body', ...fault, pointer: `/request${fault.pointer}` };
}

function noSuchSeller(id: string): InvalidValue {
  return {
    in: 'body',
    pointer: '/seller_id',
    detail: `there is no seller "${id}"`,
    suggestion: 'GET /v1/sellers lists those there are.',
  };
}

function noSuchTool({ id, dialect }: IntakeSeller): InvalidValue {
  const types = typesOfDialect[dialect];
  return {
    in: 'body',
    pointer: '/type',
    detail: `the seller "${id}" speaks ${dialect}, which has ${types.join(', ')}`,
    limit: [...types],
    suggestion: 'Use one of these types.',
  };
}
