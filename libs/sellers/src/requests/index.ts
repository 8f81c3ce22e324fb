import { DialectName, type JsonObject, type OperationType, typesOfDialect } from '@adcp-orchestrator/domain';
import { adcpV3Requests, beyondSchema, withSupplied } from './adcp-v3-requests';
import { hitlV1Requests } from './hitl-v1-requests';
import { type RequestError, type SchemaIssue, requestErrors } from './request-errors';

export type { RequestError } from './request-errors';
export type RequestVerdict = { ok: true } | { ok: false; errors: RequestError[] };

interface RequestSchema {
  safeParse(value: unknown): { success: true } | { success: false; error: { issues: readonly unknown[] } };
}

/** The fields that we supply when the call is frozen. */
const OURS = ['idempotency_key', 'push_notification_config'];

/**
 * Checks whether a desk's request fits the seller's dialect. Loading this module loads the SDK's schemas (0.4 s, 46
 * MB), so only the process that takes requests in imports it.
 */
export function validateRequest(dialect: DialectName, type: OperationType, request: JsonObject): RequestVerdict {
  const schema = schemaOf(dialect, type);
  if (schema === undefined) {
    return refused([
      { pointer: '', message: `a ${dialect} seller knows no ${type}; it knows ${typesOfDialect[dialect].join(', ')}` },
    ]);
  }
  const ours = OURS.filter((field) => request[field] !== undefined).map((field) => ({
    pointer: `/${field}`,
    message: 'is supplied by the orchestrator; leave it out',
  }));
  if (ours.length > 0) return refused(ours);
  const parsed = schema.safeParse(dialect === DialectName.adcpV3 ? withSupplied(request) : request);
  const issues = parsed.success ? [] : (parsed.error.issues as SchemaIssue[]);
  const errors = [...requestErrors(issues, request), ...(dialect === DialectName.adcpV3 ? beyondSchema(request) : [])];
  return errors.length === 0 ? { ok: true } : refused(errors);
}

function refused(errors: RequestError[]): RequestVerdict {
  return { ok: false, errors };
}

function schemaOf(dialect: DialectName, type: OperationType): RequestSchema | undefined {
  const schemas: Partial<Record<OperationType, RequestSchema>> =
    dialect === DialectName.adcpV3 ? adcpV3Requests : hitlV1Requests;
  return Object.hasOwn(schemas, type) ? schemas[type] : undefined;
}
