import { client } from '../api/client';
import { Hub } from './hub';
import workerUrl from './live-worker?sharedworker&url';
import type { LiveMessage, TabMessage } from './messages';
import { followEvents } from './stream';

/**
 * Follows the tenant's events through the one stream of this browser.
 * @param session names the session: after another sign-in another stream begins
 * @returns what ends it
 */
export function openLive(session: string, tell: (message: LiveMessage) => void): () => void {
  if ('SharedWorker' in globalThis) return bySharedWorker(session, tell);
  return 'locks' in navigator ? byLeader(session, tell) : byOwnStream(tell);
}

function bySharedWorker(session: string, tell: (message: LiveMessage) => void): () => void {
  const { port } = new SharedWorker(workerUrl, { type: 'module', name: `live ${session}` });
  const say = (message: TabMessage): void => {
    port.postMessage(message);
  };
  port.onmessage = ({ data }: MessageEvent<LiveMessage>) => {
    tell(data);
  };
  const left = (): void => {
    say('bye');
  };
  // The browser keeps a page that was left, and may show it again: what happened meanwhile is not known.
  const back = ({ persisted }: PageTransitionEvent): void => {
    if (!persisted) return;
    tell({ kind: 'connection', isOpen: true, isFresh: true });
    say('hello');
  };
  window.addEventListener('pagehide', left);
  window.addEventListener('pageshow', back);
  say('hello');
  return () => {
    window.removeEventListener('pagehide', left);
    window.removeEventListener('pageshow', back);
    say('bye');
    port.close();
  };
}

/** Browsers without shared workers: the tab that holds the lock follows, and tells the others. */
function byLeader(session: string, tell: (message: LiveMessage) => void): () => void {
  const name = `live ${session}`;
  const channel = new BroadcastChannel(name);
  const ended = new AbortController();
  channel.onmessage = ({ data }: MessageEvent<LiveMessage | TabMessage>) => {
    if (typeof data === 'object') tell(data);
  };
  const lead = async (): Promise<void> => {
    const hub = new Hub();
    const toOthers = (message: LiveMessage): void => {
      channel.postMessage(message);
    };
    hub.join(tell);
    hub.join(toOthers);
    channel.addEventListener('message', ({ data }: MessageEvent<LiveMessage | TabMessage>) => {
      if (data !== 'hello') return;
      hub.leave(toOthers);
      hub.join(toOthers);
    });
    await followEvents(client, ended.signal, hub.post);
  };
  channel.postMessage('hello' satisfies TabMessage);
  navigator.locks.request(name, { signal: ended.signal }, lead).catch((error: unknown) => {
    if (!ended.signal.aborted) throw error;
  });
  return () => {
    ended.abort();
    channel.close();
  };
}

function byOwnStream(tell: (message: LiveMessage) => void): () => void {
  const ended = new AbortController();
  void followEvents(client, ended.signal, tell);
  return () => {
    ended.abort();
  };
}
