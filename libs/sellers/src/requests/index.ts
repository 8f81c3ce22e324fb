import { DialectName, type JsonObject, OperationType, typesOfDialect } from '@adcp-orchestrator/domain';
import { adcpV3AsSent, adcpV3SchemaOf, adcpV3Schemas, adcpV3Sense, adcpV3Unknown } from './adcp-v3-check';
import { hitlV1Doubtful, hitlV1SchemaOf, hitlV1Schemas, hitlV1Sense, hitlV1Unknown } from './hitl-v1-check';
import { MAX_FAULTS, type RequestFault, onePerPlace } from './request-fault';
import { withoutOtherBranches } from './schema/union-errors';
import { worded } from './schema/wording';
import { sumDoubts } from './sense/money';
import { sizeFault } from './sense/size';
import { SUPPLIED } from './supplied';

export { type RequestFault, onePerPlace } from './request-fault';
export { requestSchema } from './request-schema';
export { similarName, unknownName } from './schema/similar-name';

/** What is wrong with a request, and what may be. It is refused when there is an error. */
export interface RequestVerdict {
  errors: RequestFault[];
  warnings: RequestFault[];
}

/**
 * Checks a desk's request by the schema of its dialect, and by sense: dates in order, money above zero, one currency.
 * @param now by which a start lies in the past
 * @returns every error and warning, at most 50 of each, with pointers into the request
 */
export function checkRequest(
  dialect: DialectName,
  type: OperationType,
  request: JsonObject,
  now: Date,
): RequestVerdict {
  const modern = dialect === DialectName.adcpV3;
  const schema = modern ? adcpV3SchemaOf(type) : hitlV1SchemaOf(type);
  if (schema === undefined) return { errors: [noSuchTool(dialect, type)], warnings: [] };
  const tooLarge = sizeFault(request);
  if (tooLarge !== null) return { errors: [tooLarge], warnings: [] };
  const unknown = modern ? adcpV3Unknown(type, request) : hitlV1Unknown(type, request);
  const errors = [
    ...suppliedByUs(request),
    // Sense before schema: of two faults at one place, its words say more.
    ...(modern ? adcpV3Sense(type, request, now) : hitlV1Sense(type, request)),
    ...unknown.misspelt,
    ...(modern
      ? schemaFaults(adcpV3Schemas, schema, adcpV3AsSent(request))
      : schemaFaults(hitlV1Schemas, schema, request)),
  ];
  const sums = type === OperationType.createMediaBuy ? sumDoubts(request) : [];
  const warnings = [...unknown.strange, ...sums, ...(modern ? [] : hitlV1Doubtful(type, request, now))];
  return { errors: onePerPlace(errors), warnings: warnings.slice(0, MAX_FAULTS) };
}

function schemaFaults(schemas: typeof adcpV3Schemas, id: string, request: JsonObject): RequestFault[] {
  const errors = schemas.errors(id, request);
  const faults = new Map<string, RequestFault>();
  for (const error of errors.length === 0 ? [] : withoutOtherBranches(schemas, errors)) {
    // Words cost more than errors: a suggestion compares with every value that may stand there.
    const fault = worded(error);
    if (!faults.has(fault.pointer)) faults.set(fault.pointer, fault);
    if (faults.size === MAX_FAULTS) break;
  }
  return [...faults.values()];
}

function noSuchTool(dialect: DialectName, type: OperationType): RequestFault {
  const known = typesOfDialect[dialect];
  return {
    pointer: '',
    detail: `a ${dialect} seller knows no ${type}; it knows ${known.join(', ')}`,
    limit: [...known],
    suggestion: 'Use one of these types.',
  };
}

function suppliedByUs(request: JsonObject): RequestFault[] {
  return SUPPLIED.filter((field) => request[field] !== undefined).map((field) => ({
    pointer: `/${field}`,
    detail: 'is supplied by the orchestrator',
    limit: 'excluded',
    suggestion: 'Leave it out.',
  }));
}
