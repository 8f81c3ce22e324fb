import type { RequestId } from '@modelcontextprotocol/sdk/types.js';
import type { CallRecord } from './call-record';

/**
 * The records of the calls under way in one session, by the id of their request, and the record of the session itself.
 */
export class SessionRecords {
  /** The record of the opening or the farewell. Their messages have no id, or none that we know beforehand. */
  own: CallRecord | null = null;
  /** The record of the request that is being handed to the transport at this moment. */
  sending: CallRecord | null = null;
  readonly byRequest = new Map<RequestId, CallRecord>();

  of(id: RequestId | undefined): CallRecord | null {
    return (id === undefined ? undefined : this.byRequest.get(id)) ?? this.own;
  }
}
