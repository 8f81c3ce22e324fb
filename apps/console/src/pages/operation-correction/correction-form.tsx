import { Button, Group, SegmentedControl, Textarea } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { ApiProblemError } from '../../api/client';
import type { ReadOperation, Schemas } from '../../api/types';
import { paths } from '../../app/paths';
import { ConfirmDialog } from '../../parts/confirm-dialog';
import { moneySum } from '../../parts/money-sum';
import { ProblemNote } from '../../parts/problem-note';
import { texts } from '../../texts';
import { changedNote } from '../operation/acts/changed-note';
import { acts, usePerforming } from '../operation/acts/perform';
import { mayBeBooked } from '../operation/acts/retry-act';
import { budgetOf } from './budget-of';
import classes from './correction-page.module.css';
import { type Json, setAt } from './set-at';
import { useValidation } from './use-validation';
import { type FieldError, ValueFields, errorsWithoutField } from './value-fields';

const words = texts.correction;

interface CorrectionFormProps {
  operation: ReadOperation;
  seller: string;
}

export function CorrectionForm({ operation, seller }: CorrectionFormProps): ReactNode {
  const [request, setRequest] = useState<Json>(() => operation.request as Json);
  const [text, setText] = useState<string | null>(null);
  const [isAsked, setAsked] = useState(false);
  const parsed = text === null ? { value: request, error: null } : parse(text);
  const { query, isChecked } = useValidation(operation, parsed.value);
  const errors = query.data?.errors ?? [];
  const change = (value: string): void => {
    setText(value);
    const { value: next } = parse(value);
    if (next !== null) setRequest(next);
  };
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (isChecked && errors.length === 0) setAsked(true);
      }}
    >
      <SegmentedControl
        size="xs"
        aria-label={words.form}
        value={text === null ? 'form' : 'json'}
        data={[
          { value: 'form', label: words.form },
          { value: 'json', label: words.json },
        ]}
        onChange={(value) => {
          setText(value === 'json' ? JSON.stringify(request, null, 2) : null);
        }}
      />
      {text === null ? (
        <ValueFields
          name=""
          value={request}
          path={['request']}
          errors={errors}
          change={([, ...path], value) => {
            setRequest(setAt(request, path, value));
          }}
        />
      ) : (
        <Textarea
          aria-label={words.json}
          autosize
          minRows={10}
          maxRows={30}
          spellCheck={false}
          classNames={{ input: classes.json }}
          value={text}
          error={parsed.error}
          onChange={(event) => {
            change(event.currentTarget.value);
          }}
        />
      )}
      <Errors errors={text === null ? errorsWithoutField(request, errors) : errors} isForm={text === null} />
      {(query.data?.warnings.length ?? 0) > 0 && <Said title={words.warnings} errors={query.data?.warnings ?? []} />}
      {query.isError && <ProblemNote error={query.error} again={() => void query.refetch()} />}
      <Group gap="sm">
        <Button type="submit" disabled={!isChecked || errors.length > 0 || parsed.error !== null}>
          {words.send}
        </Button>
        <span role="status" className={classes.state}>
          {parsed.error ?? (!isChecked ? words.checking : errors.length > 0 ? words.wrong(errors.length) : words.valid)}
        </span>
      </Group>
      {isAsked && (
        <Confirm
          operation={operation}
          seller={seller}
          request={request}
          close={() => {
            setAsked(false);
          }}
        />
      )}
    </form>
  );
}

function Errors({ errors, isForm }: { errors: readonly FieldError[]; isForm: boolean }): ReactNode {
  if (errors.length === 0) return null;
  return (
    <>
      <Said title={words.wrong(errors.length)} errors={errors} />
      {isForm && <p className={classes.state}>{words.addField}</p>}
    </>
  );
}

function Said({ title, errors }: { title: string; errors: readonly FieldError[] }): ReactNode {
  return (
    <div className={classes.said}>
      <strong>{title}</strong>
      <ul>
        {errors.map(({ pointer, detail, suggestion }) => (
          <li key={`${pointer} ${detail}`}>
            <code>{pointer}</code> {detail}
            {suggestion !== undefined && `. ${suggestion}`}
          </li>
        ))}
      </ul>
    </div>
  );
}

interface ConfirmProps extends CorrectionFormProps {
  request: Json;
  close: () => void;
}

function Confirm({ operation, seller, request, close }: ConfirmProps): ReactNode {
  const { version, perform } = usePerforming(operation);
  const [wasRefused, setRefused] = useState(false);
  const navigate = useNavigate();
  // What was refused because it may buy twice is sent when it is confirmed once more, now that the person has read it.
  const mayBeTwice = mayBeBooked(operation) || wasRefused;
  const { total_budget: before } = operation.summary;
  const budget = budgetOf(request, before?.currency ?? null);
  const send = async (key: string): Promise<void> => {
    const body = { request: request as Schemas['Retry']['request'], accept_double_booking: mayBeTwice };
    try {
      const acted = await perform(key, acts.retry(body));
      void navigate(paths.operation(acted.id));
    } catch (error) {
      if (error instanceof ApiProblemError && error.problem.status === 409) setRefused(true);
      throw error;
    }
  };
  return (
    <ConfirmDialog
      label={words.send}
      isGrave={mayBeTwice}
      consequence={
        <>
          {words.lead(seller, moneySum([budget]))}
          {mayBeTwice && <strong> {texts.operationActions.twice(seller, moneySum([before, budget]))}</strong>}
        </>
      }
      act={send}
      refusal={(error) => changedNote(error, operation.id, version)}
      close={close}
    />
  );
}

function parse(text: string): { value: Json | null; error: string | null } {
  try {
    const value = JSON.parse(text) as Json;
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? { value, error: null } : { value: null, error: words.notObject };
  } catch (error) {
    return { value: null, error: words.notJson(error instanceof Error ? error.message : String(error)) };
  }
}
