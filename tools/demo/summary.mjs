// @ts-check
import { waited } from './view.mjs';

/** @typedef {import('./follow.mjs').Followed} Followed */
/** @typedef {{ executions: number, booked: number }} Booked */

/**
 * What each buy owes to its script and did not do. Nothing: all is as it should be.
 * @param {Followed} followed
 * @param {Booked} booked what the seller's own books say
 * @param {readonly string[]} notifications types of the events that the desk heard of this buy
 * @returns {string[]}
 */
export function problemsOf({ buy, operation }, booked, notifications) {
  const problems = [];
  if (operation.status !== buy.ends) problems.push(`ended ${operation.status} instead of ${buy.ends}`);
  if (booked.booked !== buy.booked)
    problems.push(`the seller has ${booked.booked} media buys in its books instead of ${buy.booked}`);
  if (buy.booked > 0 && booked.executions !== 1)
    problems.push(`the seller executed the call ${booked.executions} times`);
  if (!notifications.includes(`operation.${buy.ends}`)) problems.push(`the desk was not told that it is ${buy.ends}`);
  if (operation.conflicts > 0) problems.push(`${operation.conflicts} conflicts`);
  return problems;
}

/**
 * @param {object} facts
 * @param {readonly Followed[]} facts.buys
 * @param {ReadonlyMap<string, string[]>} facts.problems by operation id
 * @param {ReadonlyMap<string, string>} facts.toldBy by operation id: the source that brought the end
 * @param {number} facts.calls executed by the sellers
 * @param {ReadonlyMap<string, number>} facts.answers of sellers about buys, by how they came
 * @param {{ deliveries: number, duplicates: number, refused: number }} facts.notifications
 * @param {number} facts.now
 * @returns {string}
 */
export function summaryOf({ buys, problems, toldBy, calls, answers, notifications, now }) {
  const lines = ['Summary'];
  for (const followed of buys) {
    const { number, seller, buy, operation } = followed;
    const wrong = problems.get(followed.id) ?? [];
    const how = toldBy.get(followed.id);
    lines.push(
      `  ${wrong.length === 0 ? '✓' : '✗'} ${String(number).padStart(2)}  ${seller.name.padEnd(12)}  ${buy.story.padEnd(32)}  ${operation.status.padEnd(9)} after ${waited(operation, now).padStart(6)}${how ? `  by ${how}` : ''}`,
      ...wrong.map((problem) => `        ${problem}`),
    );
  }
  const ended = tally(buys.map(({ operation }) => operation.status));
  const waits = buys.map(
    ({ operation }) =>
      (operation.settled_at ? Date.parse(operation.settled_at) : now) - Date.parse(operation.created_at),
  );
  lines.push(
    '',
    `  Media buys     ${buys.length} sent: ${ended}`,
    `  Waited         ${(Math.min(...waits) / 1000).toFixed(1)} s to ${(Math.max(...waits) / 1000).toFixed(1)} s`,
    `  Calls          ${calls} buys executed by the sellers, ${buys.reduce((sum, { operation }) => sum + operation.attempt, 0)} attempts made`,
    ...(answers.size > 0
      ? [`  Answers        ${[...answers].map(([source, count]) => `${count} by ${source}`).join(', ')}`]
      : []),
    `  Notifications  ${notifications.deliveries} delivered, every signature verified${notifications.duplicates ? `, ${notifications.duplicates} of them repeated` : ''}${notifications.refused ? `, ${notifications.refused} REFUSED for a bad signature` : ''}`,
  );
  return lines.join('\n');
}

/**
 * @param {readonly string[]} words
 * @returns {string} `3 created, 1 failed`
 */
export function tally(words) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].map(([word, count]) => `${count} ${word}`).join(', ');
}
