/** The page's look: one sheet, no external assets, light and dark. */
export const pageStyle = `
:root { color-scheme: light dark; --line: #d9dde3; --soft: #f4f6f8; --ink: #1b2430; --dim: #5d6875; --good: #14713d; --bad: #a8201a; --wait: #8a5a00; --accent: #1f4fbf; }
@media (prefers-color-scheme: dark) { :root { --line: #333b45; --soft: #1d232b; --ink: #e6eaf0; --dim: #98a3b0; --good: #5fc98b; --bad: #ff8a80; --wait: #f0b95b; --accent: #8fb0ff; } body { background: #14181d; } }
* { box-sizing: border-box; }
body { margin: 0; font: 14px/1.45 system-ui, sans-serif; color: var(--ink); }
header { display: flex; flex-wrap: wrap; gap: 8px 32px; justify-content: space-between; align-items: end; padding: 18px 24px; background: var(--soft); border-bottom: 1px solid var(--line); }
h1 { font-size: 20px; margin: 0; } header p { margin: 2px 0 0; color: var(--dim); }
h2 { font-size: 15px; margin: 24px 0 8px; } .count { color: var(--dim); font-weight: 400; }
main { padding: 0 24px 48px; max-width: 1200px; }
.tools { display: flex; flex-wrap: wrap; gap: 16px; align-items: center; } #state { color: var(--dim); min-width: 9em; }
input { font: inherit; padding: 4px 8px; border: 1px solid var(--line); border-radius: 6px; background: transparent; color: inherit; }
section { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; } th { text-align: left; color: var(--dim); font-weight: 500; }
th, td { padding: 6px 12px 6px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
td { overflow-wrap: anywhere; } td.id, code { font: 12px/1.5 ui-monospace, monospace; }
.good { color: var(--good); } .bad { color: var(--bad); } .wait { color: var(--wait); }
.act { white-space: nowrap; text-align: right; }
button { font: inherit; padding: 3px 12px; margin-left: 6px; border-radius: 6px; border: 1px solid var(--line); background: transparent; color: var(--accent); cursor: pointer; }
button.no { color: var(--bad); } button:hover { background: var(--soft); } button:disabled { opacity: .5; cursor: default; }
.empty { color: var(--dim); } details { margin-top: 28px; } summary { cursor: pointer; font-weight: 600; }
.grammar td:first-child { white-space: nowrap; width: 1%; }
`;
