// The one stream of a browser, shared by all its tabs: over HTTP/1.1 a browser opens six connections to a server, and a
// stream for each tab would soon leave none for requests.
import { createClient } from '@adcp-orchestrator/client';
import { Hub } from './hub';
import type { LiveMessage, TabMessage } from './messages';
import { followEvents } from './stream';

interface SharedWorkerScope {
  onconnect: ((event: MessageEvent) => void) | null;
}

const hub = new Hub();
let isFollowing = false;

(globalThis as unknown as SharedWorkerScope).onconnect = ({ ports: [port] }) => {
  if (port === undefined) return;
  const tell = (message: LiveMessage): void => {
    port.postMessage(message);
  };
  port.onmessage = ({ data }: MessageEvent<TabMessage>) => {
    hub.leave(tell);
    if (data === 'hello') hub.join(tell);
  };
  if (isFollowing) return;
  isFollowing = true;
  // It reads alone, and needs no token for that.
  const client = createClient({ baseUrl: '', csrfToken: () => null });
  void followEvents(client, new AbortController().signal, hub.post).finally(() => (isFollowing = false));
};
