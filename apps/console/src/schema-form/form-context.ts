import { type ComponentType, createContext, use } from 'react';
import type { MemberProps } from './field-props';
import type { JsonSchema } from './json-schema';
import type { Json, JsonObject } from './pointer';

/** What the API says about a place of the request. */
export interface Fault {
  /** A JSON pointer into the request. */
  pointer: string;
  detail: string;
  suggestion?: string;
}

export interface FormState {
  /** Draws a member. It is here because fields hold fields: objects, lists, unions. */
  Member: ComponentType<MemberProps>;
  /** The whole schema, to which references lead. */
  root: JsonSchema;
  request: JsonObject;
  set: (pointer: string, value: Json | undefined) => void;
  /** The error of a field, once a person has been there or has tried to send. */
  errorAt: (pointer: string) => string | undefined;
  touch: (pointer: string) => void;
  /** Which fields come first, also when they are optional; by the name of the object that they are in. */
  first: (pointer: string) => readonly string[];
}

export const FormContext = createContext<FormState | null>(null);

export function useForm(): FormState {
  const form = use(FormContext);
  if (form === null) throw new Error('useForm stands outside of a form');
  return form;
}

export function fieldId(pointer: string): string {
  return `field${pointer.replaceAll(/[^A-Za-z0-9]/g, '-')}`;
}
