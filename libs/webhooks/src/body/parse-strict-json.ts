import type { Json } from '@adcp-orchestrator/domain';

/** The body is not JSON, or could be read in two ways: `400`, whatever its signature. */
export class WebhookBodyMalformedError extends Error {
  override readonly name = 'WebhookBodyMalformedError';
}

/**
 * Deeper than anything that AdCP describes. Without a limit, code that walks the value later would run out of stack.
 */
const MAX_DEPTH = 64;
const MAX_KEY_SHOWN = 32;

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads JSON that has one meaning for every parser: valid UTF-8, no object key twice at any depth (AdCP 3.0 security,
 * duplicate object keys; equal values are refused too), no `__proto__`, at most 64 levels.
 * @param maxKey the longest key, in characters
 * @throws WebhookBodyMalformedError that says what is wrong
 */
export function parseStrictJson(raw: Buffer, maxKey = Infinity): Json {
  let text: string;
  try {
    text = decoder.decode(raw);
  } catch (error) {
    throw new WebhookBodyMalformedError('the body is not valid UTF-8', { cause: error });
  }
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch (error) {
    throw new WebhookBodyMalformedError('the body is not valid JSON', { cause: error });
  }
  refuseAmbiguity(text, maxKey);
  return value;
}

/** Walks a text that is known to be JSON, so that only strings and brackets matter. */
function refuseAmbiguity(text: string, maxKey: number): void {
  /** The keys of each open object; null for an open array. */
  const open: (Set<string> | null)[] = [];
  let expectsKey = false;
  for (let at = 0; at < text.length; at += 1) {
    switch (text[at]) {
      case '{':
        open.push(new Set());
        expectsKey = true;
        break;
      case '[':
        open.push(null);
        expectsKey = false;
        break;
      case '}':
      case ']':
        open.pop();
        expectsKey = false;
        break;
      case ',':
        expectsKey = open.at(-1) instanceof Set;
        break;
      case '"': {
        const end = endOfString(text, at);
        if (expectsKey) {
          const key = keyOf(text.slice(at + 1, end));
          if (key.length > maxKey)
            throw new WebhookBodyMalformedError(`the body has a key of more than ${maxKey} characters`);
          addKey(open.at(-1) ?? null, key);
        }
        expectsKey = false;
        at = end;
        break;
      }
    }
    if (open.length > MAX_DEPTH)
      throw new WebhookBodyMalformedError(`the body is nested deeper than ${MAX_DEPTH} levels`);
  }
}

function endOfString(text: string, start: number): number {
  let end = start + 1;
  while (text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
  return end;
}

/** @param written the key as it stands between its quotes; only escapes make it differ from the key itself */
function keyOf(written: string): string {
  return written.includes('\\') ? (JSON.parse(`"${written}"`) as string) : written;
}

function addKey(keys: Set<string> | null, key: string): void {
  if (keys === null) return;
  if (key === '__proto__') throw new WebhookBodyMalformedError('the body has a key "__proto__"');
  if (keys.has(key)) throw new WebhookBodyMalformedError(`the body has the key "${shown(key)}" twice in one object`);
  keys.add(key);
}

/** A key is the sender's text. It is shown only if it is short and printable. */
function shown(key: string): string {
  return /^[\x20-\x7e]+$/.test(key) ? key.slice(0, MAX_KEY_SHOWN) : `(${key.length} characters)`;
}
