import { createHash } from 'node:crypto';
import { scenarioWords, wordSyntax, type ScenarioWord } from '../scenarios/scenarios';
import { pageScript } from './script';
import { pageStyle } from './style';

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** The page's own sheet and script run, and nothing else: not even what a buyer's text would smuggle in. */
export const PAGE_POLICY = [
  "default-src 'none'",
  `style-src ${hashOf(pageStyle)}`,
  `script-src ${hashOf(pageScript)}`,
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;
}

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

const classes: Record<string, string> = { Budget: ' class="money"', Decide: ' class="act"' };

function list(id: string, title: string, heads: string[], empty: string): string {
  const columns = heads.map((head) => `<th scope="col"${classes[head] ?? ''}>${head}</th>`);
  return `<section aria-labelledby="${id}-title"><h2 id="${id}-title">${title} <span class="count" id="${id}-count"></span></h2>
<table id="${id}" class="lines"><thead><tr>${columns.join('')}</tr></thead><tbody></tbody></table>
<p class="empty" id="no-${id}" hidden>${empty}</p></section>`;
}

/** The page for people. It asks the control API for its lists every two seconds. */
export function renderPage(needsControlToken: boolean): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sandbox publisher</title>
<style>${pageStyle}</style>
</head>
<body>
<header>
  <h1>Sandbox publisher</h1>
  <p>Decide what waits, see what is booked.</p>
  <label>Publisher<select id="seller"><option value="">all</option></select></label>
  ${needsControlToken ? '<label>Control token<input id="token" type="password" size="16" autocomplete="off"></label>' : ''}
  <span id="state" role="status">loading</span>
</header>
<main>
${list('open', 'Waits here', ['Purchase order', 'Waits for', 'Publisher', 'Budget', 'Flight', 'Since', 'Decide'], 'Nothing waits. A buy whose <code>po_number</code> begins with <code>WAIT</code> would stand here.')}
${list('buys', 'Booked', ['Purchase order', 'State', 'Publisher', 'Budget', 'Flight', 'Booked', 'Media buy'], 'Nothing is booked yet.')}
${list('decided', 'Decided', ['Purchase order', 'Decision', 'Publisher', 'Budget', 'Flight', 'Decided', 'Task'], 'Nothing has been decided yet.')}
<details><summary>Executed calls <span class="count" id="calls-count"></span></summary>
<table id="calls" class="lines"><thead><tr><th scope="col">#</th><th scope="col">Purchase order</th><th scope="col">Outcome</th><th scope="col">Publisher</th><th scope="col">Call</th><th scope="col">When</th></tr></thead><tbody></tbody></table></details>
<details><summary>Words that script this publisher</summary>
<p>Words joined by <code>-</code> at the start of the <code>po_number</code>, in <code>scenario</code> (hitl-v1), or in <code>context.scenario</code> or <code>ext.scenario</code> (adcp-v3): <code>PERMISSION-2-APPROVE-5-summer</code>. <code>n</code> is a number of seconds; <code>Xk</code> repeats a fault for the first k calls (<code>XALL</code>: for ever). The first word that is not in this table ends the scenario; the rest is free text.</p>
<table class="grammar"><thead><tr><th scope="col">Word</th><th scope="col">The publisher</th></tr></thead><tbody>
${grammarRows()}
</tbody></table></details>
</main>
<dialog id="reject" aria-labelledby="reject-title">
<h2 id="reject-title">Reject this?</h2>
<p id="reject-what"></p>
<label>Reason, which the buyer reads<textarea id="reason" rows="3" maxlength="1000" placeholder="The campaign does not fit our advertising policy"></textarea></label>
<div class="choices"><button type="button" id="keep">Keep it open</button><button type="button" id="reject-it" class="main">Reject it</button></div>
</dialog>
<script>${pageScript}</script>
</body>
</html>
`;
}
