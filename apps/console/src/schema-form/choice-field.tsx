import { SegmentedControl, Select } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { texts } from '../texts';
import type { FieldProps } from './field-props';
import { humanized } from './field-words';
import { FieldError } from './field-error';
import { fieldId, useForm } from './form-context';
import { type JsonSchema, Kind, blankOf, branchOf, branchesOf, kindOf } from './json-schema';
import { isObject, valueAt, wordOf } from './pointer';
import { Members } from './object-field';
import classes from './schema-form.module.css';

const MOST_SIDE_BY_SIDE = 3;
/** These need no field of their own below the choice. */
const plain: readonly Kind[] = [Kind.fixed, Kind.object];

/** A value that has one of several forms: first which, then the value. */
export function ChoiceField({ pointer, name, schema, label, hint, isRequired }: FieldProps): ReactNode {
  const { root, request, set, Member } = useForm();
  const value = valueAt(request, pointer);
  const branches = branchesOf(root, schema);
  // An empty value fits several forms: what a person chose counts until it says more.
  const [wanted, setWanted] = useState<number | null>(null);
  const found = branchOf(root, branches, value);
  const isEmpty = value === undefined || value === '' || (isObject(value) && Object.keys(value).length === 0);
  const at = isEmpty ? (wanted ?? found) : found;
  const branch = branches[at];
  const options = branches.map((option, index) => ({ value: String(index), label: branchLabel(root, option) }));
  const choose = (given: string | null): void => {
    const index = Number(given ?? 0);
    const next = branches[index];
    if (next === undefined) return;
    setWanted(index);
    set(pointer, carriedOver(value, next, blankOf(root, next)));
  };
  const isPlain = branch === undefined || plain.includes(kindOf(root, branch));
  const what = texts.form.formOf(label);
  return (
    <div
      className={classes.choice}
      role="group"
      aria-label={label}
      {...(isPlain ? { id: fieldId(pointer), tabIndex: -1 } : {})}
    >
      {isPlain && (
        <>
          <span className={classes.choiceLabel} aria-hidden>
            {label}
            {isRequired && <span className={classes.must}> *</span>}
          </span>
          {hint !== undefined && <p className={classes.hint}>{hint}</p>}
        </>
      )}
      {isPlain && <FieldError pointer={pointer} />}
      {branches.length <= MOST_SIDE_BY_SIDE ? (
        <SegmentedControl size="xs" aria-label={what} data={options} value={String(at)} onChange={choose} />
      ) : (
        <Select
          aria-label={what}
          data={options}
          value={String(at)}
          onChange={choose}
          searchable
          allowDeselect={false}
        />
      )}
      {branch !== undefined && kindOf(root, branch) === Kind.object && (
        <div className={classes.group}>
          <Members pointer={pointer} schema={branch} />
        </div>
      )}
      {branch !== undefined && !isPlain && (
        <Member pointer={pointer} name={name} schema={branch} label={label} isRequired={isRequired} />
      )}
    </div>
  );
}

/** Members that both forms have are kept. */
function carriedOver(value: unknown, { properties }: JsonSchema, blank: ReturnType<typeof blankOf>) {
  if (!isObject(value) || !isObject(blank) || properties === undefined) return blank;
  return { ...Object.fromEntries(Object.entries(value).filter(([name]) => name in properties)), ...blank };
}

function branchLabel(root: JsonSchema, branch: JsonSchema): string {
  const known: Readonly<Record<string, string>> = texts.form.branches;
  if (branch.const !== undefined) {
    const fixed = wordOf(branch.const);
    return known[fixed] ?? humanized(fixed);
  }
  const byMembers = known[(branch.required ?? []).join('+')];
  if (byMembers !== undefined) return byMembers;
  return branch.title ?? known[kindOf(root, branch)] ?? humanized((branch.required ?? []).join(', '));
}
