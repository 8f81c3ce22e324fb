import { z } from 'zod';
import { similarName } from '@adcp-orchestrator/sellers/requests';
import type { InvalidValue } from '../problems/problem';

/** What is said of a value that is not there. */
export const REQUIRED = 'is required';

type Hints = Pick<InvalidValue, 'limit' | 'suggestion'>;

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

const formats: Record<string, { what: string; suggestion: string }> = {
  uuid: {
    what: 'a UUID',
    suggestion: 'Write the id as the list returns it, such as 01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11.',
  },
  email: { what: 'a mail address', suggestion: 'Write one address, such as trader@desk.example.' },
  datetime: { what: 'an ISO 8601 instant', suggestion: 'Write it with its offset, such as 2026-03-01T09:00:00Z.' },
  date: { what: 'a date', suggestion: 'Write it like 2026-03-01.' },
};

/**
 * What the error maps below add to an issue. Zod words an issue before it copies the issue's members, and drops the schema
 * and the input after that.
 */
interface Additions {
  /** What to do. */
  suggestion?: string;
  /** The names that the object knows, at `unrecognized_keys`. */
  known?: string[];
  /** What else is wrong with an object of a union, whichever form is meant. */
  others?: z.ZodError;
}
type RawIssue = z.core.$ZodRawIssue & Additions;
export type WordedIssue = z.core.$ZodIssue & Additions;

/** @returns the parameters of a check: what is wrong, and what to do about it */
export function wording(detail: string, suggestion: string): { error: (issue: object) => string } {
  return {
    error: (issue) => {
      Object.assign(issue, { suggestion } satisfies Additions);
      return detail;
    },
  };
}

/**
 * What a schema finds, in the words of this API. It speaks where the schema itself has no words: a message that is given
 * there comes first.
 */
export function wordingOf(issue: RawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? REQUIRED
        : `must be ${types[issue.expected] ?? issue.expected}, and is ${typeOf(issue.input)}`;
    case 'too_small':
    case 'too_big':
      return sized(issue).detail;
    case 'invalid_format':
      return `must be ${formats[issue.format]?.what ?? `of the format ${issue.format}`}`;
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`;
    case 'invalid_value':
      return oneOf(issue, issue.input, issue.values);
    case 'unrecognized_keys':
      issue.known = issue.inst instanceof z.ZodObject ? Object.keys(issue.inst.shape) : [];
      return 'has members that are not known here';
    case 'invalid_union': {
      if (!(issue.inst instanceof z.ZodDiscriminatedUnion)) {
        return issue.input === undefined ? REQUIRED : 'has none of the forms that it may have';
      }
      const { def } = issue.inst;
      issue.others = common(def).safeParse(issue.input, { error: wordingOf }).error;
      return oneOf(issue, (issue.input as Record<string, unknown>)[def.discriminator], tagsOf(issue));
    }
    default:
      return 'is not valid';
  }
}

function oneOf(issue: Additions, value: unknown, allowed: readonly unknown[]): string {
  if (value === undefined) return REQUIRED;
  const values = allowed.map(String);
  const meant = typeof value === 'string' ? similarName(value, values) : null;
  if (meant !== null) issue.suggestion = `Write "${meant}".`;
  const all = values.map((one) => JSON.stringify(one)).join(', ');
  return `must be ${values.length === 1 ? '' : 'one of '}${all}${meant === null ? '' : `: did you mean "${meant}"?`}`;
}

/** @returns what every form of a union asks for, and all that one of them knows; its tag may be anything */
function common({ options, discriminator }: z.ZodDiscriminatedUnion['def']): z.ZodObject {
  const forms = (options as z.ZodObject[]).map(({ shape }) => shape as Record<string, z.ZodType>);
  const shape: Record<string, z.ZodType> = {};
  for (const [name, schema] of forms.flatMap((form) => Object.entries(form))) {
    shape[name] ??= forms.every((form) => name in form) ? schema : schema.optional();
  }
  return z.strictObject({ ...shape, [discriminator]: z.unknown().optional() });
}

/** @returns the values of the tag that says which form of a union is meant; none for a union without one */
function tagsOf(issue: object): readonly unknown[] {
  return 'options' in issue && Array.isArray(issue.options) ? issue.options : [];
}

/** @returns the limit that an issue names, and what to do about it */
export function hintsOf(issue: WordedIssue): Hints {
  const hints = hintsOfKind(issue);
  return issue.suggestion === undefined ? hints : { ...hints, suggestion: issue.suggestion };
}

function hintsOfKind(issue: z.core.$ZodIssue): Hints {
  switch (issue.code) {
    case 'invalid_type':
      return { limit: issue.expected, suggestion: `Send ${types[issue.expected] ?? issue.expected}.` };
    case 'too_small':
    case 'too_big':
      return sized(issue).hints;
    case 'invalid_format': {
      // A regular expression tells a person nothing: the check's own words have an example.
      if (issue.format === 'regex') return {};
      const suggestion = formats[issue.format]?.suggestion;
      return { limit: issue.format, ...(suggestion === undefined ? {} : { suggestion }) };
    }
    case 'not_multiple_of':
      return { limit: issue.divisor, suggestion: 'Send a value within the limit.' };
    case 'invalid_value':
      return oneOfThese(issue.values);
    case 'invalid_union':
      return tagsOf(issue).length === 0 ? {} : oneOfThese(tagsOf(issue));
    default:
      return {};
  }
}

function oneOfThese(values: readonly unknown[]): Hints {
  return { limit: values.map(String), suggestion: 'Use one of these values.' };
}

const units: Record<string, string> = { string: 'character', array: 'item', set: 'item' };

type TooSmall = Pick<z.core.$ZodIssueTooSmall, 'code' | 'origin' | 'inclusive' | 'minimum'>;
type TooBig = Pick<z.core.$ZodIssueTooBig, 'code' | 'origin' | 'inclusive' | 'maximum'>;

function sized(issue: TooSmall | TooBig): { detail: string; hints: Hints } {
  const [direction, limit] =
    issue.code === 'too_small'
      ? [issue.inclusive === false ? 'more than' : 'at least', issue.minimum]
      : [issue.inclusive === false ? 'less than' : 'at most', issue.maximum];
  const unit = units[issue.origin];
  const size = `${direction} ${limit}${unit === undefined ? '' : ` ${unit}${Number(limit) === 1 ? '' : 's'}`}`;
  return {
    detail: `must ${unit === undefined ? 'be' : 'have'} ${size}`,
    hints: { limit: Number(limit), suggestion: unit === undefined ? `Send a number of ${size}.` : `Send ${size}.` },
  };
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return types[Array.isArray(value) ? 'array' : typeof value] ?? typeof value;
}
