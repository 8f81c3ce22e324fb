/** `npm run demo` prints such an address. The part behind `#` is never sent to a server. */
const LINK = /^#link=([\w-]+)$/;

let token: string | null = null;
const listeners = new Set<() => void>();

/**
 * Takes the token of a sign-in link out of the address, so that neither the address bar nor the history shows it. Runs
 * before the router reads the address, and again when a link is opened in a tab that is here already.
 */
export function takeSignInLink(): void {
  const found = LINK.exec(window.location.hash)?.[1];
  if (found === undefined) return;
  window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search);
  token = found;
  listeners.forEach((tell) => {
    tell();
  });
}

/** @returns the token that nobody has spent yet */
export function waitingLink(): string | null {
  return token;
}

/** @returns the token, once: afterwards there is none */
export function spendLink(): string | null {
  const spent = token;
  token = null;
  return spent;
}

export function followLinks(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

takeSignInLink();
window.addEventListener('hashchange', takeSignInLink);
