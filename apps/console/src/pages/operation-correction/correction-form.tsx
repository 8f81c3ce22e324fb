import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { ApiProblemError } from '../../api/client';
import type { ReadOperation, Schemas, Seller } from '../../api/types';
import { paths } from '../../app/paths';
import { ConfirmDialog } from '../../parts/confirm-dialog';
import { Late } from '../../parts/late';
import { Loading } from '../../parts/loading';
import { moneySum } from '../../parts/money-sum';
import { ProblemNote } from '../../parts/problem-note';
import { budgetOf } from '../../request-form/budget-of';
import { firstFields } from '../../request-form/first-fields';
import { RequestForm } from '../../request-form/request-form';
import classes from '../../request-form/request-form.module.css';
import { JsonSwitch, RequestJson } from '../../request-form/request-json';
import { requestSchemaQuery } from '../../request-form/request-schema';
import { type Body, useVerdict } from '../../request-form/use-verdict';
import { Errors, Warnings, requestFaults } from '../../request-form/verdict-note';
import type { Fault } from '../../schema-form/form-context';
import type { JsonSchema } from '../../schema-form/json-schema';
import type { JsonObject } from '../../schema-form/pointer';
import { texts } from '../../texts';
import { changedNote } from '../operation/acts/changed-note';
import { acts, usePerforming } from '../operation/acts/perform';
import { mayBeBooked } from '../operation/acts/repetition';

const words = texts.correction;
const noFaults: readonly Fault[] = [];

interface CorrectionProps {
  operation: ReadOperation;
  /** The publisher's name. */
  seller: string;
  dialect: Seller['dialect'];
}

/** Reads what the form is drawn from. */
export function Correction(props: CorrectionProps): ReactNode {
  const { operation, dialect } = props;
  const { data, error, refetch } = useQuery(requestSchemaQuery(dialect, operation.type));
  if (error !== null) return <ProblemNote error={error} again={() => void refetch()} />;
  if (data === undefined) {
    return (
      <Late>
        <Loading lines={8} />
      </Late>
    );
  }
  return <CorrectionForm {...props} schema={data.schema} />;
}

/** What was sent, to be changed and sent as a new operation. What is wrong with it is shown from the start. */
function CorrectionForm({ operation, seller, dialect, schema }: CorrectionProps & { schema: JsonSchema }): ReactNode {
  const { type, seller_id: sellerId } = operation;
  const [request, setRequest] = useState(() => operation.request as JsonObject);
  const [isJson, setJson] = useState(false);
  const [isAsked, setAsked] = useState(false);
  const body = useMemo(() => ({ type, seller_id: sellerId, request }) as Body, [type, sellerId, request]);
  const { verdict, isChecking, error } = useVerdict(body, operation.id);
  const errors = useMemo(() => requestFaults(verdict?.errors ?? noFaults), [verdict]);
  const first = useMemo(() => firstFields(dialect, type), [dialect, type]);
  const change = useCallback((make: (request: JsonObject) => JsonObject) => {
    setRequest(make);
  }, []);
  const isComplete = verdict !== undefined && !isChecking && errors.length === 0;
  return (
    <div className={classes.parts} data-json={isJson || undefined}>
      <form
        className={classes.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (isComplete) setAsked(true);
        }}
      >
        <div className={classes.tools}>
          <JsonSwitch isOn={isJson} set={setJson} />
        </div>
        <RequestForm schema={schema} request={request} change={change} errors={errors} isTold first={first} />
        <div className={classes.end}>
          <Errors errors={errors} isTold />
          <Warnings warnings={requestFaults(verdict?.warnings ?? noFaults)} />
          {error !== null && <ProblemNote error={error} />}
          <div className={classes.send}>
            <Button type="submit" disabled={!isComplete}>
              {words.send}
            </Button>
            <span role="status" className={classes.quiet}>
              {isChecking ? words.checking : isComplete ? words.valid : ''}
            </span>
          </div>
        </div>
      </form>
      {isJson && <RequestJson request={request} change={change} />}
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
    </div>
  );
}

interface ConfirmProps extends Omit<CorrectionProps, 'dialect'> {
  request: JsonObject;
  close: () => void;
}

function Confirm({ operation, seller, request, close }: ConfirmProps): ReactNode {
  const { version, perform } = usePerforming(operation);
  const [wasRefused, setRefused] = useState(false);
  const navigate = useNavigate();
  // What was refused because it may buy twice is sent when it is confirmed once more, now that the person has read it.
  const mayBeTwice = mayBeBooked(operation) || wasRefused;
  const { total_budget: before } = operation.summary;
  const asked = budgetOf(request);
  const budget = asked === null ? null : { ...asked, currency: asked.currency ?? before?.currency ?? null };
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
