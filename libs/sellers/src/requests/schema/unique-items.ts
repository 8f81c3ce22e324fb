import type { DataValidateFunction, FuncKeywordDefinition } from 'ajv/dist/types';
import { canonicalJson } from '@adcp-orchestrator/domain';

/** Two items of an array that are the same. */
export interface Repetition {
  /** The later one. */
  i: number;
  j: number;
}

/** @returns the first item that stood before; null when every item is different. It costs what the items' text does */
export function firstRepetition(items: readonly unknown[]): Repetition | null {
  const places = new Map<string, number>();
  for (const [i, item] of items.entries()) {
    const text = canonicalJson(item);
    const j = places.get(text);
    if (j !== undefined) return { i, j };
    places.set(text, i);
  }
  return null;
}

/**
 * Replaces ajv's own keyword, which compares every item with every other unless a type stands beside it: a body of
 * 300 KB held the process for seconds.
 */
export const uniqueItems: FuncKeywordDefinition = {
  keyword: 'uniqueItems',
  type: 'array',
  schemaType: 'boolean',
  errors: true,
  compile: (wanted: boolean) => {
    const validate: DataValidateFunction = (items: unknown[]) => {
      const found = wanted ? firstRepetition(items) : null;
      if (found === null) return true;
      validate.errors = [{ keyword: 'uniqueItems', message: 'must have each item once', params: { ...found } }];
      return false;
    };
    return validate;
  },
};
