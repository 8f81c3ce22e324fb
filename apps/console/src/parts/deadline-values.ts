import type { FormValues } from './api-form';

/** The types of operations for which a deadline can be agreed. */
export const deadlineTypes = ['create_media_buy', 'update_media_buy', 'sync_creatives'] as const;

/** @returns what the fields for deadlines begin with */
export function deadlineValues(deadlines: Readonly<Partial<Record<string, string>>>): FormValues {
  return Object.fromEntries(deadlineTypes.map((type) => [deadlineField(type), deadlines[type] ?? '']));
}

/** @returns the name of the field among the values of a form */
export function deadlineField(type: (typeof deadlineTypes)[number]): string {
  return `deadline:${type}`;
}
