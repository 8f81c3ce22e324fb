import { parse } from 'yaml';
import { z } from 'zod';
import { wrongUse } from '../command-failed';
import type { ProfilesFile } from './profile';

const profile = z
  .strictObject({
    url: z.url({ protocol: /^https?$/, error: 'must be a URL that starts with https:// or http://' }),
    key: z.string().min(1).max(1_024).optional(),
    key_file: z.string().min(1).optional(),
  })
  .refine(({ key, key_file: file }) => key === undefined || file === undefined, 'has "key" or "key_file", not both');

const form = z.strictObject({
  default: z.string().optional(),
  profiles: z.record(z.string(), profile).default({}),
});

/** Loaded only where there is a file: a command without one starts without this. */
export function parseProfiles(text: string, path: string): ProfilesFile {
  const result = form.safeParse(parsed(text, path));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.join('.')}`;
  throw wrongUse(
    `${path} is not a file of profiles${where}: ${issue?.message ?? ''}`,
    'docs/command-line.md shows its form.',
  );
}

function parsed(text: string, path: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    throw wrongUse(
      `${path} is not YAML: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)}`,
    );
  }
}
