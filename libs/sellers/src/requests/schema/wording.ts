import type { AnySchemaObject, ErrorObject } from 'ajv';
import type { Json } from '@adcp-orchestrator/domain';
import { type RequestFault, below } from '../request-fault';
import { formatWords } from './format-words';
import { similarName, unknownName } from './similar-name';
import { aOrAn, listed, quoted, shown, typeOf } from './words';

interface Params {
  missingProperty: string;
  additionalProperty: string;
  property: string;
  tag: string;
  error: string;
  type: string | string[];
  limit: number;
  format: string;
  pattern: string;
  allowedValue: Json;
  allowedValues: Json[];
  passingSchemas: number[] | null;
  i: number;
  j: number;
}

/** Words an error of the schema for a person: what is wrong, the limit, and what to do. Never in the validator's words. */
export function worded(error: ErrorObject): RequestFault {
  const { instancePath: pointer, data, keyword } = error;
  const params = error.params as Params;
  const schema = error.parentSchema ?? {};
  const is = ` and is ${shown(data)}`;
  switch (keyword) {
    case 'required':
      return missing(pointer, params.missingProperty, 'is required', schema, data);
    case 'dependencies':
    case 'dependentRequired':
      return missing(pointer, params.missingProperty, `is required with "${params.property}"`, schema, data);
    case 'additionalProperties':
      return unknownMember(pointer, params.additionalProperty, schema);
    case 'type':
      return ofType(pointer, params.type, schema, data);
    case 'minimum':
      return bound(pointer, `must be at least ${params.limit},${is}`, params.limit);
    case 'exclusiveMinimum':
      return bound(pointer, `must be above ${params.limit},${is}`, params.limit);
    case 'maximum':
      return bound(pointer, `must be at most ${params.limit},${is}`, params.limit);
    case 'exclusiveMaximum':
      return bound(pointer, `must be below ${params.limit},${is}`, params.limit);
    case 'minLength':
    case 'maxLength':
    case 'minItems':
    case 'maxItems':
    case 'minProperties':
    case 'maxProperties':
      return ofSize(pointer, keyword, params.limit);
    case 'pattern':
      return {
        pointer,
        detail: `must match ${params.pattern},${is}`,
        limit: params.pattern,
        suggestion: sense(schema) ?? 'Write it in that form.',
      };
    case 'format': {
      const words = formatWords(params.format);
      return { pointer, detail: `must be ${words.what},${is}`, limit: params.format, suggestion: words.suggestion };
    }
    case 'enum':
      return oneOf(pointer, params.allowedValues, data);
    case 'const':
      return oneOf(pointer, [params.allowedValue], data);
    case 'uniqueItems':
      return {
        pointer: below(pointer, params.i),
        detail: `is the same as item ${params.j}, and each may stand once`,
        limit: 'unique',
        suggestion: 'Leave one of the two out.',
      };
    case 'discriminator':
      return tag(error, params.tag);
    case 'oneOf':
    case 'anyOf':
      return union(error, params.passingSchemas ?? null);
    case 'not':
      return excluded(pointer, error.schema as AnySchemaObject, data);
    default:
      return {
        pointer,
        detail: `does not fit ${schema.title === undefined ? 'its schema' : `"${schema.title as string}"`} (${keyword})`,
        limit: keyword,
        suggestion: sense(schema) ?? 'Compare it with the schema of this field.',
      };
  }
}

function missing(pointer: string, name: string, detail: string, schema: AnySchemaObject, data: unknown): RequestFault {
  const known = Object.keys((schema.properties ?? {}) as object);
  const strangers = Object.keys(data ?? {}).filter((key) => !known.includes(key));
  const misspelt = similarName(name, strangers);
  const meaning = sense((schema.properties as Record<string, AnySchemaObject> | undefined)?.[name] ?? {});
  return {
    pointer: below(pointer, name),
    detail,
    limit: 'required',
    suggestion:
      misspelt !== null
        ? `Rename "${misspelt}" to "${name}".`
        : `Add "${name}"${meaning === null ? '.' : `: ${meaning}`}`,
  };
}

function unknownMember(pointer: string, name: string, schema: AnySchemaObject): RequestFault {
  const { detail, limit, suggestion } = unknownName(name, Object.keys((schema.properties ?? {}) as object));
  return { pointer: below(pointer, name), detail, limit, suggestion };
}

function ofType(pointer: string, type: string | string[], schema: AnySchemaObject, data: unknown): RequestFault {
  const types = [type].flat().flatMap((one) => one.split(','));
  const wanted = types.map(aOrAn).join(' or ');
  const required = (schema.required ?? []) as string[];
  const contents = required.length === 0 ? '' : ` with ${listed(required)}`;
  const numeric = types.some((one) => one === 'number' || one === 'integer');
  const plain = typeof data === 'string' && data.trim() !== '' && Number.isFinite(Number(data));
  return {
    pointer,
    detail: `must be ${wanted}, and is ${typeOf(data)}`,
    limit: types.length === 1 ? (types[0] ?? '') : types,
    suggestion: numeric && plain ? `Write ${data.trim()} without quotation marks.` : `Send ${wanted}${contents}.`,
  };
}

function bound(pointer: string, detail: string, limit: number): RequestFault {
  return { pointer, detail, limit, suggestion: 'Send a number within the limit.' };
}

const counted = {
  minLength: ['at least', 'character'],
  maxLength: ['at most', 'character'],
  minItems: ['at least', 'item'],
  maxItems: ['at most', 'item'],
  minProperties: ['at least', 'member'],
  maxProperties: ['at most', 'member'],
} as const;

function ofSize(pointer: string, keyword: keyof typeof counted, limit: number): RequestFault {
  const [direction, unit] = counted[keyword];
  return {
    pointer,
    detail: `must have ${direction} ${limit} ${unit}${limit === 1 ? '' : 's'}`,
    limit,
    suggestion: direction === 'at least' ? 'Add what is missing.' : 'Shorten it, or split the request.',
  };
}

function oneOf(pointer: string, allowed: Json[], data: unknown): RequestFault {
  const words = allowed.filter((value) => typeof value === 'string');
  const similar = typeof data === 'string' ? similarName(data, words) : null;
  return {
    pointer,
    detail: `must be ${allowed.length === 1 ? quoted(allowed[0]) : `one of ${listed(allowed)}`}, and is ${shown(data)}`,
    limit: allowed,
    suggestion:
      similar === null ? `Use ${allowed.length === 1 ? 'that value' : 'one of these'}.` : `Write "${similar}".`,
  };
}

function tag({ instancePath, data, parentSchema }: ErrorObject, name: string): RequestFault {
  const value = (data as Record<string, unknown> | null)?.[name];
  return {
    pointer: below(instancePath, name),
    detail:
      value === undefined ? 'is required: it says which form this is' : `names no known form, and is ${shown(value)}`,
    limit: 'required',
    suggestion: sense(parentSchema ?? {}) ?? `Say in "${name}" which form this is.`,
  };
}

function union({ instancePath: pointer, schema, data, keyword }: ErrorObject, fitting: number[] | null): RequestFault {
  const forms = (schema as AnySchemaObject[]).map(formOf);
  if (keyword === 'oneOf' && fitting !== null) {
    return {
      pointer,
      detail: `fits two forms at once: ${forms.join('; or ')}`,
      limit: forms,
      suggestion: 'Keep the members of one form.',
    };
  }
  return {
    pointer,
    detail: `must be ${forms.join('; or ')}${typeof data === 'string' ? `, and is ${shown(data)}` : ''}`,
    limit: forms,
    suggestion: 'Give it in one of these forms.',
  };
}

/** @returns one form of a union, as short as it can be told apart */
function formOf(schema: AnySchemaObject): string {
  if (schema.const !== undefined) return quoted(schema.const as Json);
  if (typeof schema.format === 'string') return formatWords(schema.format).what;
  const required = (schema.required ?? []) as string[];
  const constants = Object.entries((schema.properties ?? {}) as Record<string, AnySchemaObject>)
    .filter(([, { const: value }]) => value !== undefined)
    .map(([name, { const: value }]) => `"${name}": ${quoted(value as Json)}`);
  if (required.length > 0)
    return `an object with ${listed([...required])}${constants.length > 0 ? ` (${constants.join(', ')})` : ''}`;
  if (typeof schema.title === 'string') return schema.title;
  return typeof schema.type === 'string' ? aOrAn(schema.type) : 'another form';
}

function excluded(pointer: string, forbidden: AnySchemaObject, data: unknown): RequestFault {
  const together = (forbidden.required ?? []) as string[];
  if (together.length > 0) {
    return {
      pointer,
      detail: `must not have ${listed(together)} together`,
      limit: together,
      suggestion: 'Keep one of them.',
    };
  }
  return { pointer, detail: `must not be ${shown(data)}`, limit: 'excluded', suggestion: 'Give another value.' };
}

/** @returns the first sentence of what the specification says of a field; null when it says nothing */
function sense({ description }: AnySchemaObject): string | null {
  if (typeof description !== 'string') return null;
  const end = description.search(/\.(\s|$)/);
  return `${end === -1 ? description : description.slice(0, end)}.`;
}
