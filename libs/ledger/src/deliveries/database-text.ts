import { databaseJson } from '../gate/database-json';

/** Text that Postgres takes, cut to a length: what `text` refuses, and a receiver may send, becomes U+FFFD. */
export function databaseText(text: string, maxCharacters: number): string {
  return JSON.parse(databaseJson(text.slice(0, maxCharacters))) as string;
}
