import { Button, Group } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, type SubmitEvent, createContext, use, useMemo, useRef, useState } from 'react';
import { texts } from '../texts';
import { errorsAt } from './errors-at';
import { newKey } from './confirm-action';
import { ProblemNote } from './problem-note';
import classes from './api-form.module.css';

/** What is in the fields, as it was typed. Whoever sends it makes numbers of it. */
export type FormValues = Readonly<Record<string, string>>;

interface FormState {
  values: FormValues;
  set: (name: string, value: string) => void;
  /** What the API says of the value at this JSON pointer. */
  errorAt: (pointer: string) => string | undefined;
}

const FormContext = createContext<FormState | null>(null);

export function useForm(): FormState {
  const form = use(FormContext);
  if (form === null) throw new Error('a field stands outside of a form');
  return form;
}

interface ApiFormProps<T> {
  start: FormValues;
  /** A verb: "Add the publisher". */
  submit: string;
  /** @param idempotencyKey made when the form opened: whoever presses twice sends once */
  act: (values: FormValues, idempotencyKey: string) => Promise<T>;
  onDone: (answer: T) => void;
  cancel?: () => void;
  children: ReactNode | ((values: FormValues) => ReactNode);
}

/** A form that the API checks: it says everything that is wrong at once, and each field shows its own. */
export function ApiForm<T>({ start, submit, act, onDone, cancel, children }: ApiFormProps<T>): ReactNode {
  const [values, setValues] = useState(start);
  const [key] = useState(newKey);
  const form = useRef<HTMLFormElement>(null);
  // The state says it one rendering later, and a second click may come before that.
  const isUnderWay = useRef(false);
  const sending = useMutation({ mutationFn: () => act(values, key) });
  const { error } = sending;
  const state = useMemo<FormState>(
    () => ({
      values,
      set: (name, value) => {
        setValues((before) => ({ ...before, [name]: value }));
      },
      errorAt: (pointer) => errorsAt(error, pointer),
    }),
    [values, error],
  );
  const send = async (): Promise<void> => {
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    try {
      onDone(await sending.mutateAsync());
    } catch {
      // Once the fields show what is wrong, the first of them is where to go on.
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
    } finally {
      isUnderWay.current = false;
    }
  };
  return (
    <form
      ref={form}
      className={classes.form}
      noValidate
      onSubmit={(event: SubmitEvent) => {
        event.preventDefault();
        void send();
      }}
    >
      <FormContext value={state}>{typeof children === 'function' ? children(values) : children}</FormContext>
      {error !== null && <ProblemNote error={error} />}
      <Group gap="xs">
        <Button type="submit" loading={sending.isPending}>
          {submit}
        </Button>
        {cancel !== undefined && (
          <Button variant="default" onClick={cancel}>
            {texts.confirm.cancel}
          </Button>
        )}
      </Group>
    </form>
  );
}
