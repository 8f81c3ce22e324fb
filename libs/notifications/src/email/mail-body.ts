import type { MessageItem, PersonMessage } from '../message/message-parts';

/** A message as plain text. */
export function textBody({ text, whatToDo, facts, items, more, link, linkText }: PersonMessage): string {
  const width = Math.max(0, ...facts.map(({ label }) => label.length)) + 2;
  const table = facts.map(({ label, value }) => `${`${label}:`.padEnd(width)}${value}`);
  return [
    text,
    '',
    `What to do: ${whatToDo}`,
    '',
    ...table,
    ...items.flatMap(itemLines),
    ...(more === null ? [] : [more]),
    ...(link === null ? [] : ['', `${linkText}: ${link}`]),
    '',
  ].join('\n');
}

/** The same as HTML: inline styles alone, no picture, nothing that is loaded. */
export function htmlBody(message: PersonMessage): string {
  const { title, text, whatToDo, facts, items, more, link, linkText } = message;
  const rows = facts.map(
    ({ label, value }) =>
      `<tr><td style="padding:4px 16px 4px 0;color:#57606a">${escaped(label)}</td><td style="padding:4px 0">${escaped(value)}</td></tr>`,
  );
  const button =
    link === null
      ? ''
      : `<p><a href="${escaped(link)}" style="display:inline-block;padding:10px 18px;background:#1f6feb;color:#ffffff;text-decoration:none;border-radius:6px">${escaped(linkText)}</a></p>`;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title></head>
<body style="font:15px/1.5 sans-serif;color:#1f2328;max-width:640px">
<p>${escaped(text)}</p>
<p><strong>What to do:</strong> ${escaped(whatToDo)}</p>
<table style="border-collapse:collapse">${rows.join('')}</table>
${items.map(itemHtml).join('\n')}
${more === null ? '' : `<p>${escaped(more)}</p>`}
${button}
</body></html>`;
}

function itemLines({ heading, title, text, link }: MessageItem): string[] {
  return [...(heading === null ? [] : [heading.toUpperCase(), '']), title, text, ...(link === null ? [] : [link]), ''];
}

function itemHtml({ heading, title, text, link }: MessageItem): string {
  const name = `<strong>${escaped(title)}</strong>`;
  const linked = link === null ? name : `<a href="${escaped(link)}" style="color:#1f6feb">${name}</a>`;
  const above = heading === null ? '' : `<h3 style="margin:20px 0 4px">${escaped(heading)}</h3>`;
  return `${above}<p style="margin:8px 0">${linked}<br>${escaped(text)}</p>`;
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
