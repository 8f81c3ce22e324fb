import { scenarioWords, wordSyntax, type ScenarioWord } from '../scenarios/scenarios';
import { pageScript } from './script';
import { pageStyle } from './style';

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as HTML shows it, and nothing more. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** A meaning from the table, with its `code` parts set as code. */
function meaningHtml(meaning: string): string {
  return escapeHtml(meaning).replace(/`([^`]+)`/g, '<code>$1</code>');
}

function grammarRows(): string {
  const words = Object.keys(scenarioWords) as ScenarioWord[];
  return words
    .map(
      (word) =>
        `<tr><td><code>${escapeHtml(wordSyntax(word))}</code></td><td>${meaningHtml(scenarioWords[word].meaning)}</td></tr>`,
    )
    .join('\n');
}

/** The page for people. It asks the control API for its lists every two seconds. */
export function renderPage(needsControlToken: boolean): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sandbox seller</title>
<style>${pageStyle}</style>
</head>
<body>
<header>
  <div><h1>Sandbox seller</h1><p>A publisher's ad operations desk: decide what waits, see what was booked.</p></div>
  <div class="tools">
    <label>Seller <input id="seller" placeholder="all" size="12" autocomplete="off"></label>
    ${needsControlToken ? '<label>Control token <input id="token" type="password" size="16" autocomplete="off"></label>' : ''}
    <span id="state" role="status">loading</span>
  </div>
</header>
<main>
<section><h2>Tasks <span class="count" id="task-count"></span></h2>
<table id="tasks"><thead><tr><th>Task</th><th>Seller</th><th>Purchase order</th><th>Call</th><th>State</th><th>Since</th><th></th></tr></thead><tbody></tbody></table>
<p class="empty" id="no-tasks" hidden>Nothing waits. A buy with <code>po_number</code> <code>WAIT-anything</code> makes a task.</p></section>
<section><h2>Booked media buys <span class="count" id="buy-count"></span></h2>
<table id="buys"><thead><tr><th>Media buy</th><th>Seller</th><th>Purchase order</th><th>Budget</th><th>State</th><th>Booked</th></tr></thead><tbody></tbody></table>
<p class="empty" id="no-buys" hidden>Nothing is booked yet.</p></section>
<section><h2>Executed calls <span class="count" id="call-count"></span></h2>
<table id="calls"><thead><tr><th>#</th><th>Seller</th><th>Call</th><th>Purchase order</th><th>Outcome</th><th>When</th></tr></thead><tbody></tbody></table></section>
<details><summary>Scenario words</summary>
<p>Words joined by <code>-</code> at the start of the <code>po_number</code>, in <code>scenario</code> (hitl-v1), or in <code>context.scenario</code> or <code>ext.scenario</code> (adcp-v3): <code>PERMISSION-2-APPROVE-5-summer</code>. <code>n</code> is a number of seconds; <code>Xk</code> repeats a fault for the first k calls (<code>XALL</code>: for ever). The first word that is not in this table ends the scenario; the rest is free text.</p>
<table class="grammar"><tbody>
${grammarRows()}
</tbody></table></details>
</main>
<script>${pageScript}</script>
</body>
</html>
`;
}
