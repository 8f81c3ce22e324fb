import type { PersonMessage } from '../message/person-message';

/** A message as plain text. */
export function textBody({ text, whatToDo, facts, link }: PersonMessage): string {
  const width = Math.max(0, ...facts.map(({ label }) => label.length)) + 2;
  const table = facts.map(({ label, value }) => `${`${label}:`.padEnd(width)}${value}`);
  return [
    text,
    '',
    `What to do: ${whatToDo}`,
    '',
    ...table,
    ...(link === null ? [] : ['', `Open the operation: ${link}`]),
    '',
  ].join('\n');
}

/** The same as HTML: inline styles alone, no picture, nothing that is loaded. */
export function htmlBody({ title, text, whatToDo, facts, link }: PersonMessage): string {
  const rows = facts.map(
    ({ label, value }) =>
      `<tr><td style="padding:4px 16px 4px 0;color:#57606a">${escaped(label)}</td><td style="padding:4px 0">${escaped(value)}</td></tr>`,
  );
  const button =
    link === null
      ? ''
      : `<p><a href="${escaped(link)}" style="display:inline-block;padding:10px 18px;background:#1f6feb;color:#ffffff;text-decoration:none;border-radius:6px">Open the operation</a></p>`;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title></head>
<body style="font:15px/1.5 sans-serif;color:#1f2328;max-width:640px">
<p>${escaped(text)}</p>
<p><strong>What to do:</strong> ${escaped(whatToDo)}</p>
<table style="border-collapse:collapse">${rows.join('')}</table>
${button}
</body></html>`;
}

/** Sellers and traders write parts of a message. None of it may become markup. */
function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
