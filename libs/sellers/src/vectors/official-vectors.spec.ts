import type { JsonObject } from '@adcp-orchestrator/domain';
import { readWebhook, webhookDataOf } from '../adcp-v3/read-webhook';
import { actionOf, adcpErrorOf, faultOfError } from '../faults';
import { adcpDataOf } from '../mcp/tool-reply';
import responseVectors from './mcp-response-extraction.json';
import errorVectors from './transport-error-mapping.json';
import webhookVectors from './webhook-payload-extraction.json';

interface Vector {
  id: string;
  transport?: string;
  format?: string;
  response?: unknown;
  payload?: unknown;
  expected_data?: unknown;
  expected_error?: unknown;
  expected_action?: string;
}

const ofMcp = (vectors: readonly object[]): Vector[] =>
  (vectors as Vector[]).filter(({ transport, format }) => (transport ?? format ?? 'mcp') === 'mcp');

describe('the official vectors for MCP', () => {
  it.each(ofMcp(errorVectors.vectors))('map the error of $id', (vector) => {
    const error = adcpErrorOf(vector.response as JsonObject);
    expect(error).toEqual(vector.expected_error);
    expect(actionOf(error)).toBe(vector.expected_action);
    if (error !== null) expect(faultOfError(error).action).toBe(vector.expected_action);
  });

  it.each(ofMcp(responseVectors.vectors))('extract the data of $id', (vector) => {
    expect(adcpDataOf(vector.response as JsonObject)).toEqual(vector.expected_data);
  });

  it.each(webhookVectors.vectors as Vector[])('extract the webhook data of $id', (vector) => {
    const payload = vector.payload as JsonObject;
    expect(webhookDataOf(payload)).toEqual(vector.expected_data);
    expect(readWebhook(payload)).toMatchObject({
      taskId: payload.task_id ?? payload.id,
      operationId: payload.operation_id ?? null,
      deliveryKey: payload.idempotency_key ?? expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it('are the whole of those for MCP', () => {
    const counts = [errorVectors, responseVectors].map(({ vectors }) => ofMcp(vectors).length);
    expect(counts).toEqual([27, 16]);
    expect(webhookVectors.vectors.length).toBe(12);
  });

  it('clamp a retry_after of a day to an hour', () => {
    const vector = errorVectors.vectors.find(({ id }) => id === 'mcp-extreme-retry-after')!;
    expect(faultOfError(adcpErrorOf(vector.response as unknown as JsonObject)!).retryAfter).toBe(3600);
  });
});
