import { texts } from '../texts';
import type { JsonSchema } from './json-schema';

interface FieldWords {
  label: string;
  hint?: string;
  example?: string;
}

const known: Readonly<Record<string, FieldWords>> = texts.form.fields;

/** Where the specification says something, it stands behind "?"; a whole paragraph below each field would bury the form. */
const LONGEST_HINT = 90;

/** @returns how a field is called in the trade; a field that nobody named by its own name */
export function wordsOf(name: string, schema: JsonSchema): FieldWords & { about: string | null } {
  const words = Object.hasOwn(known, name) ? known[name] : undefined;
  const { description } = schema;
  const isShort = description !== undefined && description.length <= LONGEST_HINT;
  return {
    label: words?.label ?? humanized(name),
    hint: words === undefined ? (isShort ? description : undefined) : words.hint,
    example: words?.example,
    about: words === undefined && description !== undefined && !isShort ? description : null,
  };
}

export function humanized(name: string): string {
  const text = name.replaceAll('_', ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
