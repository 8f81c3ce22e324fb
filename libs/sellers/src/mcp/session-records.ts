import type { RequestId } from '@modelcontextprotocol/sdk/types.js';
import type { CallRecord } from './call-record';

/** The records of the calls under way in one session: by the id of their request, and the one of the session's own. */
export class SessionRecords {
  /** Of the opening or the farewell, whose messages have no id, or none that we are told before. */
  own: CallRecord | null = null;
  /** Of the request that is being handed to the transport in this very moment. */
  sending: CallRecord | null = null;
  readonly byRequest = new Map<RequestId, CallRecord>();

  of(id: RequestId | undefined): CallRecord | null {
    return (id === undefined ? undefined : this.byRequest.get(id)) ?? this.own;
  }
}
