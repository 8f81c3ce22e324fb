/** A variable of `.env.example`. `# NAME=default` shows a default, `NAME=` asks for a value. */
export interface ExampleVariable {
  readonly name: string;
  readonly value: string;
  readonly commented: boolean;
}

/** The variables in their order. Other comments are prose. */
export function parseEnvExample(text: string): ExampleVariable[] {
  return [...text.matchAll(/^(# )?([A-Z][A-Z0-9_]*)=(.*)$/gm)].map(([, comment, name = '', value = '']) => ({
    name,
    value,
    commented: comment !== undefined,
  }));
}
