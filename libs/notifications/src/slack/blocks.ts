import type { JsonObject } from '@adcp-orchestrator/domain';
import type { MessageItem, PersonMessage } from '../message/message-parts';

/** Slack's own limits; a longer text makes it refuse the whole message. */
const MAX_HEADER = 150;
const MAX_SECTION = 3_000;
const MAX_FIELDS = 10;

/** A message in Slack's Block Kit: what happened, what to do, the facts, and a button that opens the operation. */
export function slackBody(message: PersonMessage): JsonObject {
  const { title, text, whatToDo, facts, items, more, link, linkText } = message;
  const fields = facts
    .slice(0, MAX_FIELDS)
    .map(({ label, value }) => ({ type: 'mrkdwn', text: `*${escaped(label)}*\n${escaped(value)}` }));
  const button = { type: 'button', text: { type: 'plain_text', text: linkText }, url: link };
  return {
    // Shown where blocks are not: in notifications of the system.
    text: escaped(title),
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: title.slice(0, MAX_HEADER), emoji: false } },
      section(escaped(text)),
      section(`*What to do:* ${escaped(whatToDo)}`),
      ...(fields.length === 0 ? [] : [{ type: 'section', fields }]),
      ...items.flatMap(itemBlocks),
      ...(more === null ? [] : [section(escaped(more))]),
      ...(link === null ? [] : [{ type: 'actions', elements: [button] }]),
    ],
    unfurl_links: false,
    unfurl_media: false,
  };
}

/** A digest names so few that its blocks stay below Slack's fifty. */
function itemBlocks({ heading, title, text, link }: MessageItem): JsonObject[] {
  const name = link === null ? `*${escaped(title)}*` : `*<${link}|${escaped(title).replaceAll('|', '¦')}>*`;
  const above = heading === null ? '' : `*${escaped(heading.toUpperCase())}*\n`;
  return [section(`${above}${name}\n${escaped(text)}`)];
}

function section(text: string): JsonObject {
  return { type: 'section', text: { type: 'mrkdwn', text: text.slice(0, MAX_SECTION) } };
}

/** Slack's three. Without them a seller's text could call the whole channel (`<!channel>`), or hide a link. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
