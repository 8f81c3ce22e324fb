import { Switch, Textarea } from '@mantine/core';
import type { ReactNode } from 'react';
import { type JsonObject, isObject } from '../schema-form/pointer';
import { useJsonText } from '../schema-form/use-json-text';
import { texts } from '../texts';
import classes from './request-form.module.css';

const words = texts.newOperation;

interface RequestJsonProps {
  request: JsonObject;
  change: (make: () => JsonObject) => void;
}

/** Shows the request as JSON beside the form. */
export function JsonSwitch({ isOn, set }: { isOn: boolean; set: (isOn: boolean) => void }): ReactNode {
  return (
    <Switch
      label={words.json}
      checked={isOn}
      onChange={({ currentTarget }) => {
        set(currentTarget.checked);
      }}
    />
  );
}

/** The request as it will be sent, for who writes it by hand. In step with the form both ways. */
export function RequestJson({ request, change }: RequestJsonProps): ReactNode {
  const {
    text,
    problem,
    change: type,
  } = useJsonText(
    request,
    (given) => {
      if (isObject(given)) change(() => given);
    },
    isObject,
  );
  return (
    <Textarea
      className={classes.json}
      classNames={{ input: classes.jsonText }}
      label={words.json}
      description={words.jsonHint}
      value={text}
      error={problem}
      autosize
      minRows={20}
      maxRows={40}
      spellCheck={false}
      onChange={({ currentTarget }) => {
        type(currentTarget.value);
      }}
    />
  );
}
