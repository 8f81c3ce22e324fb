import type { Followed } from './follow';
import { waited } from './view';

export interface Booked {
  executions: number;
  booked: number;
}

/**
 * What each buy should have done by its script and did not. Empty: all went well.
 * @param booked what the seller's own books say
 * @param notifications types of the events that the desk heard about this buy
 */
export function problemsOf({ buy, operation }: Followed, booked: Booked, notifications: readonly string[]): string[] {
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

export interface SummaryOfFacts {
  buys: readonly Followed[];
  /** By operation id. */
  problems: ReadonlyMap<string, string[]>;
  /** By operation id: the source that brought the end. */
  toldBy: ReadonlyMap<string, string>;
  /** Calls that the sellers executed. */
  calls: number;
  /** Answers of the sellers about buys, by how they came. */
  answers: ReadonlyMap<string, number>;
  notifications: { deliveries: number; duplicates: number; refused: number };
  now: number;
}

export function summaryOf({ buys, problems, toldBy, calls, answers, notifications, now }: SummaryOfFacts): string {
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

/** @returns `3 created, 1 failed` */
export function tally(words: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].map(([word, count]) => `${count} ${word}`).join(', ');
}
