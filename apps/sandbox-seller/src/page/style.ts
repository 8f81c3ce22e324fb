/**
 * The page's look: one sheet, nothing from elsewhere, light and dark. It is the look of the console; a test compares the
 * colours with the console's.
 */
export const pageStyle = `
:root { --c-ground: #ffffff; --c-raised: #f7f8fa; --c-hover: #f1f3f6; --c-line: #dfe3e8; --c-text: #1b1e24; --c-muted: #59616d; --c-accent: #3b4bb8; --c-waiting: #8a5a00; --c-ours: #b3261e; --c-good: #1c7436; --c-ended: #59616d; --c-glow: #fff3c4; color-scheme: light; }
@media (prefers-color-scheme: dark) {
  :root { --c-ground: #171a1f; --c-raised: #1e2229; --c-hover: #23272f; --c-line: #333943; --c-text: #e4e7eb; --c-muted: #9da5b1; --c-accent: #a3adf2; --c-waiting: #e3b04b; --c-ours: #f5877f; --c-good: #6cc585; --c-ended: #9da5b1; --c-glow: #4a4320; color-scheme: dark; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--c-ground); color: var(--c-text); font: 14px/1.43 system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif; font-variant-numeric: tabular-nums; }
:focus-visible { outline: 2px solid var(--c-accent); outline-offset: 1px; }
header { display: flex; flex-wrap: wrap; gap: 4px 16px; align-items: center; min-height: 44px; padding: 6px 16px; border-bottom: 1px solid var(--c-line); }
h1 { font-size: 14px; font-weight: 650; line-height: 1.3; margin: 0; }
header p { margin: 0 auto 0 0; color: var(--c-muted); }
main { padding: 0 16px 48px; max-width: 1440px; }
h2 { font-size: 14px; font-weight: 650; line-height: 1.3; margin: 24px 0 8px; }
.count { color: var(--c-muted); font-weight: 400; }
label { color: var(--c-muted); }
select, input, textarea, button { font: inherit; color: var(--c-text); background: var(--c-ground); border: 1px solid var(--c-line); border-radius: 4px; min-height: 30px; padding: 3px 10px; }
select, input { margin-left: 6px; }
#state { color: var(--c-muted); display: inline-flex; align-items: center; gap: 6px; }
#state::before { content: ''; width: 8px; height: 8px; border-radius: 50%; background: var(--c-good); }
#state.cut { color: var(--c-ours); } #state.cut::before { border-radius: 1px; background: var(--c-ours); }
table { border-collapse: collapse; width: 100%; }
th { text-align: left; color: var(--c-muted); font-weight: 400; font-size: 13px; }
th, td { height: 32px; padding: 5px 16px 5px 0; border-bottom: 1px solid var(--c-line); vertical-align: top; }
th:last-child, td:last-child { padding-right: 0; }
.lines:not(#calls) { table-layout: fixed; }
.lines th:nth-child(1) { width: 20%; } .lines th:nth-child(2) { width: 22%; } .lines th:nth-child(3) { width: 11%; } .lines th:nth-child(4) { width: 10%; }
.lines th:nth-child(5) { width: 16%; } .lines th:nth-child(6) { width: 7%; } #calls th { width: auto; }
td { overflow-wrap: anywhere; }
.money { text-align: right; white-space: nowrap; }
.state { display: inline-flex; gap: 6px; align-items: start; }
.state svg { flex: none; margin-top: 2px; }
.wait { color: var(--c-waiting); } .good { color: var(--c-good); } .ended { color: var(--c-ended); }
.small, .unsaid, time { color: var(--c-muted); } .small { display: block; font-size: 13px; }
time { white-space: nowrap; }
code { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: 12.5px; }
.act { white-space: nowrap; text-align: right; } td.act { padding-top: 3px; padding-bottom: 3px; }
.act button { margin-left: 6px; }
button { cursor: pointer; font-weight: 600; padding: 3px 12px; }
button:hover { background: var(--c-hover); }
button.main { background: var(--c-accent); border-color: var(--c-accent); color: var(--c-ground); }
button.main:hover { filter: brightness(1.1); }
button:disabled { opacity: 0.5; cursor: default; }
.empty { color: var(--c-muted); margin: 0; padding: 4px 0 8px; }
details { margin-top: 24px; } summary { cursor: pointer; font-weight: 650; }
.grammar td:first-child { white-space: nowrap; width: 1%; }
dialog { width: min(440px, calc(100vw - 32px)); padding: 20px; border: 1px solid var(--c-line); border-radius: 6px; background: var(--c-ground); color: var(--c-text); }
dialog::backdrop { background: rgb(0 0 0 / 45%); }
dialog h2 { margin: 0 0 8px; font-size: 16px; } dialog p { margin: 0 0 12px; }
dialog textarea { display: block; width: 100%; margin: 4px 0 16px; resize: vertical; }
dialog .choices { display: flex; justify-content: end; gap: 8px; }
tr.moved { animation: glow 600ms ease-out; }
@keyframes glow { from { background: var(--c-glow); } }
@media (max-width: 1000px) {
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table.lines, .lines tbody { display: block; }
  .lines tr { display: grid; grid-template-columns: 1fr auto; gap: 0 12px; padding: 8px 0; border-bottom: 1px solid var(--c-line); }
  .lines td { display: block; height: auto; padding: 1px 0; border: 0; }
  .lines td:empty { display: none; }
  .lines td[data-label]::before { content: attr(data-label) ' '; color: var(--c-muted); }
  .lines .wide, .lines .act { grid-column: 1 / -1; }
  .lines .act { display: flex; gap: 8px; padding: 8px 0 2px; }
  .lines .act button { flex: 1; min-height: 44px; margin: 0; }
  .grammar td:first-child { white-space: normal; width: 40%; }
}
@media (prefers-reduced-motion: reduce) { tr.moved { animation: none; } }
`;
