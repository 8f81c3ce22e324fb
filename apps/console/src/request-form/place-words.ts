import { wordsOf } from '../schema-form/field-words';
import { texts } from '../texts';

/** @returns a pointer into the request as a person reads it: "Package 1, Budget" */
export function placeWords(pointer: string): string {
  const parts = pointer.split('/').slice(1);
  const words = parts.flatMap((part, index) => {
    if (/^\d+$/.test(part)) return [];
    const next = parts[index + 1];
    if (next === undefined || !/^\d+$/.test(next)) return [wordsOf(part, {}).label];
    return [`${texts.form.one[part] ?? wordsOf(part, {}).label} ${Number(next) + 1}`];
  });
  return words.slice(-2).join(', ');
}
