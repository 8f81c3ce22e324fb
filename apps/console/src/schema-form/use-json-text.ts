import { useState } from 'react';
import { texts } from '../texts';
import type { Json } from './pointer';

interface JsonText {
  text: string;
  /** Why the text is no JSON, while it is none. */
  problem: string | undefined;
  change: (text: string) => void;
}

/**
 * A text for a value, in step with it both ways. What a person types stays as typed while it means the value; when the
 * value changes elsewhere, the text is written anew.
 */
export function useJsonText(
  value: Json,
  set: (value: Json) => void,
  isFine: (value: Json) => boolean = anything,
): JsonText {
  const canonical = JSON.stringify(value);
  const [typed, setTyped] = useState<{ text: string; means: string | null; when: string } | null>(null);
  // A text that is no JSON means no value: it stays until the value changes elsewhere.
  const isCurrent = typed !== null && (typed.means === canonical || (typed.means === null && typed.when === canonical));
  const text = isCurrent ? typed.text : JSON.stringify(value, null, 2);
  return {
    text,
    problem: isCurrent && typed.means === null ? texts.form.noJson : undefined,
    change: (given) => {
      const read = parse(given);
      const parsed = read !== undefined && isFine(read) ? read : undefined;
      setTyped({ text: given, means: parsed === undefined ? null : JSON.stringify(parsed), when: canonical });
      if (parsed !== undefined) set(parsed);
    },
  };
}

function anything(): boolean {
  return true;
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
