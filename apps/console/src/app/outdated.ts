const MARK = 'console:reloaded-at';
/** A file that is missing after a reload as well is missing for another reason. */
const AGAIN_AFTER_MS = 30_000;

/**
 * A page that was opened before a deployment may ask for a file that is gone. Then the whole page is loaded anew, once.
 */
export function reloadWhenOutdated(): void {
  window.addEventListener('vite:preloadError', (event) => {
    const last = Number(sessionStorage.getItem(MARK) ?? 0);
    if (Date.now() - last < AGAIN_AFTER_MS) return;
    event.preventDefault();
    sessionStorage.setItem(MARK, String(Date.now()));
    window.location.reload();
  });
}
