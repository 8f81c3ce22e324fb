import { Button, Select, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, type SubmitEvent, useCallback, useMemo, useRef, useState } from 'react';
import { ApiProblemError, client, dataOf } from '../../api/client';
import type { Schemas, Seller } from '../../api/types';
import { paths } from '../../app/paths';
import { moneyText } from '../../parts/format';
import { ProblemNote } from '../../parts/problem-note';
import { budgetOf } from '../../request-form/budget-of';
import { firstFields } from '../../request-form/first-fields';
import { RequestForm } from '../../request-form/request-form';
import form from '../../request-form/request-form.module.css';
import { JsonSwitch, RequestJson } from '../../request-form/request-json';
import { type Body, useVerdict, verdictOf } from '../../request-form/use-verdict';
import { Errors, Warnings, faultText, requestFaults } from '../../request-form/verdict-note';
import type { Fault } from '../../schema-form/form-context';
import type { JsonObject } from '../../schema-form/pointer';
import { nameOf, useMe } from '../../session/me';
import { texts } from '../../texts';
import { useDraft } from './draft';
import { exampleRequest } from './first-request';
import classes from './new-operation-page.module.css';

const words = texts.newOperation;
const deadlines = Object.entries(words.deadlines).map(([value, label]) => ({ value, label }));
const noFaults: readonly Fault[] = [];

interface BuyFormProps {
  seller: Seller;
  type: Schemas['RequestSchema']['type'];
  schema: Schemas['RequestSchema'];
  /** What the form begins with. */
  fresh: JsonObject;
  mediaBuyId: string | undefined;
}

/** The form itself: filled in, checked on the way, and sent once. */
export function BuyForm({ seller, type, schema, fresh, mediaBuyId }: BuyFormProps): ReactNode {
  const me = useMe();
  const navigate = useNavigate();
  const place = [me.tenant.id, nameOf(me), type, seller.id, mediaBuyId ?? ''].join('/');
  const begin = useCallback(() => ({ request: fresh, userId: nameOf(me), deadline: '' }), [fresh, me]);
  const { draft, change, startOver, forget } = useDraft(place, begin);
  const [isTold, setTold] = useState(false);
  const [isJson, setJson] = useState(false);
  const body = useMemo<Body>(() => bodyOf(type, seller.id, draft), [type, seller.id, draft]);
  const { verdict, isChecking, error, check, note } = useVerdict(body);
  const errors = verdict?.errors ?? noFaults;
  const inRequest = useMemo(() => requestFaults(errors), [errors]);
  const first = useMemo(() => firstFields(seller.dialect, type), [seller.dialect, type]);
  const changeRequest = useCallback(
    (make: (request: JsonObject) => JsonObject) => {
      change((before) => ({ ...before, request: make(before.request) }));
    },
    [change],
  );
  const sending = useMutation({
    /** @returns null when the form shows already why it would be refused: it is not sent then */
    mutationFn: async () => {
      const { errors: known } = await check();
      if (known.length > 0) return null;
      return dataOf(client.POST('/v1/operations', { body, params: { header: { 'Idempotency-Key': draft.key } } }));
    },
  });
  // The state says it one rendering later, and a second click may come before that.
  const isUnderWay = useRef(false);
  const send = async (): Promise<void> => {
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    setTold(true);
    try {
      const made = await sending.mutateAsync();
      if (made === null) return;
      forget();
      await navigate(paths.operation(made.id));
    } catch (refusal) {
      const refused = verdictOf(refusal);
      if (refused !== null) note(refused);
    } finally {
      isUnderWay.current = false;
    }
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    void send();
  };
  const renew = (request?: JsonObject): void => {
    sending.reset();
    setTold(false);
    startOver();
    if (request !== undefined) changeRequest(() => request);
  };
  const budget = budgetOf(draft.request);
  const outside = errors.filter(({ pointer }) => !pointer.startsWith('/request'));
  return (
    <div className={form.parts} data-json={isJson || undefined}>
      <form className={form.form} onSubmit={submit} noValidate>
        <div className={form.tools}>
          <Button
            size="xs"
            variant="default"
            onClick={() => {
              renew(exampleRequest(schema.example as JsonObject, mediaBuyId, new Date()));
            }}
          >
            {words.example}
          </Button>
          <Button
            size="xs"
            variant="subtle"
            onClick={() => {
              renew();
            }}
          >
            {words.startOver}
          </Button>
          <JsonSwitch isOn={isJson} set={setJson} />
        </div>
        <RequestForm
          key={draft.key}
          schema={schema.schema}
          request={draft.request}
          change={changeRequest}
          errors={inRequest}
          isTold={isTold}
          first={first}
        />
        <div className={classes.pair}>
          <TextInput
            label={words.for}
            description={words.forHint}
            value={draft.userId}
            error={outside.filter(({ pointer }) => pointer === '/user_id').map(faultText)[0]}
            onChange={({ currentTarget: { value } }) => {
              change((before) => ({ ...before, userId: value }));
            }}
          />
          <Select
            label={words.deadline}
            description={words.deadlineHint}
            data={deadlines}
            value={draft.deadline}
            allowDeselect={false}
            onChange={(value) => {
              change((before) => ({ ...before, deadline: value ?? '' }));
            }}
          />
        </div>
        <div className={form.end}>
          <Errors errors={[...inRequest, ...outside]} isTold={isTold} />
          <Warnings warnings={requestFaults(verdict?.warnings ?? noFaults)} />
          {errors.length === 0 && verdict !== undefined && (
            <p className={form.quiet}>
              {draft.request['canceled'] === true
                ? words.cancels
                : budget === null
                  ? words.fine(seller.name)
                  : words.order(seller.name, moneyText(budget.amount, budget.currency))}
            </p>
          )}
          {error !== null && <ProblemNote error={error} />}
          {sending.isError && verdictOf(sending.error) === null && <Refusal error={sending.error} startOver={renew} />}
          <div className={form.send}>
            <Button type="submit" loading={sending.isPending}>
              {words.send[type] ?? words.sendOther}
            </Button>
            <span className={form.quiet} role="status">
              {isChecking && !sending.isPending ? words.checking : ''}
            </span>
          </div>
        </div>
      </form>
      {isJson && <RequestJson request={draft.request} change={changeRequest} />}
    </div>
  );
}

function Refusal({ error, startOver }: { error: unknown; startOver: () => void }): ReactNode {
  const problem = error instanceof ApiProblemError ? (error.problem as { operation_id?: string }) : {};
  const { operation_id: id } = problem;
  return (
    <>
      <ProblemNote error={error} />
      {id !== undefined && (
        <p className={classes.sentAlready}>
          <Link {...paths.operation(id)}>{words.openIt}</Link>
          <Button
            size="compact-sm"
            variant="subtle"
            onClick={() => {
              startOver();
            }}
          >
            {words.startOver}
          </Button>
        </p>
      )}
    </>
  );
}

function bodyOf(
  type: Body['type'],
  sellerId: string,
  { request, userId, deadline }: { request: JsonObject; userId: string; deadline: string },
): Body {
  const body = {
    type,
    seller_id: sellerId,
    request,
    ...(userId.trim() === '' ? {} : { user_id: userId.trim() }),
    ...(deadline === '' ? {} : { deadline }),
  };
  // Which of the requests it is the API finds out: the form may hold half of one.
  return body as Body;
}
