import { useKey } from '../../app/keys-provider';
import { texts } from '../../texts';

/** `j` and `k` move from line to line; Enter, which is a button's own key, opens. */
export function useLineKeys(): void {
  const move = (by: number): void => {
    const lines = [...document.querySelectorAll<HTMLElement>('[data-line]')];
    const at = lines.findIndex(
      (line) => line === document.activeElement || line.nextElementSibling?.contains(document.activeElement),
    );
    lines[Math.min(lines.length - 1, Math.max(0, at + by))]?.focus();
  };
  useKey('j', texts.keys.down, () => {
    move(1);
  });
  useKey('k', texts.keys.up, () => {
    move(-1);
  });
  useKey('Enter', texts.keys.open, null);
}
