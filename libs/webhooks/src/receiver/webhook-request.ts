import type { JsonObject } from '@adcp-orchestrator/domain';
import type { WebhookHeaders } from '../verification/webhook-headers';

/** Which route was called. A seller of either dialect may use either URL. */
export const WebhookKind = { adcp: 'adcp', hitlTasks: 'hitl_tasks' } as const;
export type WebhookKind = (typeof WebhookKind)[keyof typeof WebhookKind];

/** A webhook as it came, free of any web framework. */
export interface WebhookRequest {
  kind: WebhookKind;
  /** The token in the URL; null on the guide's bare route. */
  routeToken: string | null;
  headers: WebhookHeaders;
  /** The bytes as they came. Signatures are over these. */
  rawBody: Buffer;
  /** The exact public URL: `PUBLIC_URL` plus the path. */
  url: string;
  receivedAt: Date;
}

/** What to answer. `body` is sent as JSON, under the content type in `headers`. */
export interface WebhookResponse {
  status: number;
  headers: Record<string, string>;
  body: JsonObject;
}
