import type { z } from 'zod';
import type { Json } from '@adcp-orchestrator/domain';
import type { InvalidValue } from '../problems/problem';

const types: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  array: 'a list',
  null: 'null',
};

const formats: Record<string, string> = {
  uuid: 'a UUID',
  url: 'an absolute URL',
  email: 'a mail address',
  datetime: 'an ISO 8601 instant such as 2026-03-02T09:00:00Z',
  date: 'a date such as 2026-03-02',
};

/**
 * What a schema finds, in the words of this API. It speaks where the schema itself has no words: a message that is given
 * there comes first.
 */
export function wordingOf(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? 'is required'
        : `must be ${types[issue.expected] ?? issue.expected}, and is ${typeOf(issue.input)}`;
    case 'too_small':
      return sized(issue.origin, issue.inclusive === false ? 'more than' : 'at least', issue.minimum);
    case 'too_big':
      return sized(issue.origin, issue.inclusive === false ? 'less than' : 'at most', issue.maximum);
    case 'invalid_format':
      return issue.format === 'regex'
        ? `must match ${issue.pattern ?? 'its pattern'}`
        : `must be ${formats[issue.format] ?? `of the format ${issue.format}`}`;
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`;
    case 'invalid_value': {
      if (issue.input === undefined) return 'is required';
      return `must be ${issue.values.length === 1 ? '' : 'one of '}${issue.values.map((value) => JSON.stringify(String(value))).join(', ')}`;
    }
    case 'unrecognized_keys':
      return 'has members that are not known here';
    case 'invalid_union':
      return issue.input === undefined ? 'is required' : 'has none of the forms that it may have';
    default:
      return 'is not valid';
  }
}

/** @returns the limit that an issue names, and what to do about it */
export function hintsOf(issue: z.core.$ZodIssue): Pick<InvalidValue, 'limit' | 'suggestion'> {
  switch (issue.code) {
    case 'invalid_type':
      return { limit: issue.expected, suggestion: `Send ${types[issue.expected] ?? issue.expected}.` };
    case 'too_small':
      return { limit: Number(issue.minimum), suggestion: 'Send a value within the limit.' };
    case 'too_big':
      return { limit: Number(issue.maximum), suggestion: 'Send a value within the limit.' };
    case 'invalid_format':
      return { limit: issue.pattern ?? issue.format, suggestion: 'Write it in that form.' };
    case 'not_multiple_of':
      return { limit: issue.divisor, suggestion: 'Send a value within the limit.' };
    case 'invalid_value':
      return { limit: issue.values.map((value): Json => String(value)), suggestion: 'Use one of these values.' };
    default:
      return {};
  }
}

function sized(origin: string, direction: string, limit: number | bigint): string {
  const plural = Number(limit) === 1 ? '' : 's';
  if (origin === 'string') return `must have ${direction} ${limit} character${plural}`;
  if (origin === 'array' || origin === 'set') return `must have ${direction} ${limit} item${plural}`;
  return `must be ${direction} ${limit}`;
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return types[Array.isArray(value) ? 'array' : typeof value] ?? typeof value;
}
