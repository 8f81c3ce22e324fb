/** A word of a protocol or of a library, and not a sentence with somebody's data in it. */
const WORD = /^[\w.-]{1,80}$/;
const MAX_CAUSES = 5;

/** What may be logged of a fault at an OpenID provider. */
export interface SafeFault {
  name: string;
  code?: string;
  /** The OAuth error, such as `invalid_grant`. */
  error?: string;
  status?: number;
}

/**
 * @returns a fault and its causes, by names and codes alone: texts and members of such errors may hold a token, a code or
 *   a person's claims
 */
export function safeFaults(fault: unknown): SafeFault[] {
  const faults: SafeFault[] = [];
  for (let at = fault; at instanceof Error && faults.length < MAX_CAUSES; at = at.cause) {
    const { code, error, status } = at as { code?: unknown; error?: unknown; status?: unknown };
    faults.push({
      name: WORD.test(at.name) ? at.name : 'Error',
      ...(isWord(code) ? { code } : {}),
      ...(isWord(error) ? { error } : {}),
      ...(typeof status === 'number' ? { status } : {}),
    });
  }
  return faults;
}

function isWord(value: unknown): value is string {
  return typeof value === 'string' && WORD.test(value);
}
