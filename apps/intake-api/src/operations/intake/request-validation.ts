import type { DialectName, JsonObject, OperationType } from '@adcp-orchestrator/domain';
import { validateRequest } from '@adcp-orchestrator/sellers/requests';
import { validationFailed } from '../../problems/problem';

/** @throws RequestProblemError when the request is not what the dialect's tool takes; its pointers start at `/request` */
export function assertRequestValid(dialect: DialectName, type: OperationType, request: JsonObject): void {
  const verdict = validateRequest(dialect, type, request);
  if (verdict.ok) return;
  throw validationFailed(
    verdict.errors.map(({ pointer, message }) => ({ in: 'body', pointer: `/request${pointer}`, detail: message })),
  );
}
