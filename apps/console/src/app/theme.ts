import { type MantineColorsTuple, createTheme, localStorageColorSchemeManager } from '@mantine/core';
import { texts } from '../texts';

/** The one accent. The fourth is readable on dark ground, the seventh on light. */
const accent: MantineColorsTuple = [
  '#eef0fc',
  '#dcdff7',
  '#b7beef',
  '#9aa5ee',
  '#7b88e4',
  '#5868d6',
  '#4656c8',
  '#3b4bb8',
  '#323f9b',
  '#28327b',
];

/** One scale of neutral tones. Mantine takes its surfaces and borders of the dark scheme from it. */
const dark: MantineColorsTuple = [
  '#e4e7eb',
  '#c3c8d0',
  '#9da5b1',
  '#727b88',
  '#3a414b',
  '#2b3038',
  '#1e2229',
  '#171a1f',
  '#121418',
  '#0d0f12',
];

/**
 * Behind a dialog nothing scrolls anyway: the page itself never does. What Mantine would lock it by adds a `<style>` without
 * a nonce, which the policy refuses.
 */
const dialog = { lockScroll: false, closeButtonProps: { 'aria-label': texts.close } };

export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 7 },
  colors: { accent, dark },
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  defaultRadius: 4,
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Modal: { defaultProps: dialog },
    Drawer: { defaultProps: dialog },
    // The element that would take the focus first is no item: ARIA allows none but items in a menu.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
  },
});

export const colorSchemes = localStorageColorSchemeManager({ key: 'console:color-scheme' });

/** What lets a `<style>` of ours pass the page's policy. The server gives each answer its own. */
export function styleNonce(): string {
  return document.querySelector<HTMLElement>('meta[property="csp-nonce"]')?.nonce ?? '';
}
