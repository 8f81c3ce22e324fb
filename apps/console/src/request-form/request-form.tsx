import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { type Fault, FormContext, type FormState } from '../schema-form/form-context';
import type { JsonSchema } from '../schema-form/json-schema';
import { Member } from '../schema-form/member';
import { Members } from '../schema-form/object-field';
import { type Json, type JsonObject, isObject, valueAt, withValue } from '../schema-form/pointer';
import { faultText } from './verdict-note';

interface RequestFormProps {
  schema: JsonSchema;
  request: JsonObject;
  change: (make: (request: JsonObject) => JsonObject) => void;
  errors: readonly Fault[];
  /** Every error is shown, also where nobody has been yet. */
  isTold: boolean;
  first: (pointer: string) => readonly string[];
}

/** The request as a form, drawn from its schema. */
export function RequestForm({ schema, request, change, errors, isTold, first }: RequestFormProps): ReactNode {
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const set = useCallback(
    (pointer: string, value: Json | undefined) => {
      change((before) => following(before, pointer, value));
    },
    [change],
  );
  const touch = useCallback((pointer: string) => {
    setTouched((before) => (before.has(pointer) ? before : new Set([...before, pointer])));
  }, []);
  const state = useMemo<FormState>(() => {
    const byPlace = new Map(errors.map((fault) => [fault.pointer, faultText(fault)]));
    return {
      Member,
      root: schema,
      request,
      set,
      touch,
      first,
      errorAt: (pointer) => (isTold || touched.has(pointer) ? byPlace.get(pointer) : undefined),
    };
  }, [schema, request, set, touch, first, errors, isTold, touched]);
  return (
    <FormContext value={state}>
      <Members pointer="" schema={schema} />
    </FormContext>
  );
}

const BRAND = '/brand/domain';
const BILLED = '/account/brand/domain';

/** The account is nearly always the brand's own: its domain follows the brand's until it is another one. */
function following(before: JsonObject, pointer: string, value: Json | undefined): JsonObject {
  const after = withValue(before, pointer, value);
  if (!isObject(after)) return before;
  const isSame = valueAt(before, BILLED) === valueAt(before, BRAND);
  if (pointer !== BRAND || !isSame || !isObject(valueAt(before, '/account/brand'))) return after;
  const both = withValue(after, BILLED, value);
  return isObject(both) ? both : after;
}
