import { type JsonObject, isJsonObject } from '@adcp-orchestrator/domain';
import { canonicalHash } from '@adcp-orchestrator/platform';
import { WebhookBodyMalformedError, parseStrictJson } from './parse-strict-json';

export interface WebhookBody {
  value: JsonObject;
  /** Hash of the canonical body. The same body with other spaces has the same hash. */
  hash: string;
}

/**
 * Reads a webhook's raw bytes.
 * @throws WebhookBodyMalformedError when they are not one unambiguous JSON object
 */
export function readWebhookBody(raw: Buffer): WebhookBody {
  const value = parseStrictJson(raw);
  if (!isJsonObject(value)) throw new WebhookBodyMalformedError('the body is not a JSON object');
  try {
    return { value, hash: canonicalHash(value) };
  } catch (error) {
    // A number beyond the range of a double has no canonical form.
    throw new WebhookBodyMalformedError('the body has a number that is out of range', { cause: error });
  }
}
