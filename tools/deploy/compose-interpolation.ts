const reference = /\$(?:\$|\{([A-Za-z_]\w*)(?:(:?[-?])([^}]*))?\})/g;

/** A variable that compose would refuse to start without. */
export class ComposeVariableMissingError extends Error {
  constructor(variable: string, message: string) {
    super(`required variable ${variable} is missing a value: ${message}`);
    this.name = 'ComposeVariableMissingError';
  }
}

/**
 * Replaces `${NAME}`, `${NAME:-default}`, `${NAME:?message}` and `$$` as compose does. `-` and `?` without the colon
 * accept an empty value. Throws ComposeVariableMissingError for a required variable without one.
 */
export function interpolate(text: string, variables: Readonly<Record<string, string>>): string {
  return text.replace(
    reference,
    (whole: string, name: string | undefined, operator: string | undefined, argument: string | undefined) => {
      if (whole === '$$') return '$';
      const value = name === undefined ? undefined : variables[name];
      const absent = value === undefined || (value === '' && operator?.startsWith(':') === true);
      if (!absent) return value;
      if (operator?.endsWith('?')) throw new ComposeVariableMissingError(name ?? '', argument ?? '');
      return operator?.endsWith('-') ? (argument ?? '') : '';
    },
  );
}

/** Every variable that the text refers to, with whether compose refuses to start without it. */
export function variablesOf(text: string): { name: string; required: boolean }[] {
  return [...text.matchAll(reference)].flatMap(([, name, operator]) =>
    name === undefined ? [] : [{ name, required: operator?.endsWith('?') ?? false }],
  );
}
