import type { JsonSchema } from './json-schema';

/** What every kind of field is given. */
export interface FieldProps {
  pointer: string;
  name: string;
  /** With its references followed. */
  schema: JsonSchema;
  label: string;
  hint?: string | undefined;
  example?: string | undefined;
  isRequired: boolean;
}

/** A member of the request, before it is known how it is asked for. */
export interface MemberProps {
  pointer: string;
  name: string;
  schema: JsonSchema;
  isRequired: boolean;
  /** In the place of the field's own name. */
  label?: string;
  /** It was added on demand, and can be taken away. */
  isRemovable?: boolean;
}
