import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { client, dataOf } from '../../api/client';
import { keys } from '../../api/keys';
import { useSeller, useSellerName } from '../../api/sellers';
import type { ReadOperation, Schemas } from '../../api/types';
import { paths } from '../../app/paths';
import { Late } from '../../parts/late';
import { Loading } from '../../parts/loading';
import { moneySum } from '../../parts/money-sum';
import { ProblemNote } from '../../parts/problem-note';
import { SellerContact } from '../../parts/seller-contact';
import { When } from '../../parts/when';
import { ForRole, nameOf, useMe } from '../../session/me';
import { texts } from '../../texts';
import { ActionBar } from '../operation/acts/action-bar';
import classes from './attention-page.module.css';
import { Evidence } from './evidence';
import { useTaking } from './use-taking';

const words = texts.attentionPage;
/** What happened on the way to the publisher: the words are ours, and nobody there has said them. */
const OURS =
  /^(CALL_ABORTED|SELLER_(ADDRESS_REFUSED|ANSWER_\w+|CONNECTION_LOST|REDIRECTS|SESSION_LOST|TIMED_OUT|UNREACHABLE))$/;

interface CaseViewProps {
  id: string;
  onActed: (consequence: string) => void;
}

/** All that is needed to settle one operation: why, what to do, whom to ask, what is known, and the buttons. */
export function CaseView({ id, onActed }: CaseViewProps): ReactNode {
  const { data, error, refetch } = useQuery({
    queryKey: keys.operations.one(id),
    queryFn: () => dataOf(client.GET('/v1/operations/{id}', { params: { path: { id } } })),
  });
  if (error !== null) return <ProblemNote error={error} again={() => void refetch()} />;
  if (data === undefined) {
    return (
      <Late>
        <Loading lines={4} />
      </Late>
    );
  }
  return <Case operation={data} onActed={onActed} />;
}

function Case({ operation, onActed }: { operation: ReadOperation; onActed: CaseViewProps['onActed'] }): ReactNode {
  const { id, seller_id: sellerId, attention, summary, po_number: po, message, error } = operation;
  const name = useSellerName()(sellerId);
  const seller = useSeller(sellerId);
  const acted = ({ consequence }: Schemas['ActedOperation']): void => {
    onActed(`${po ?? texts.operations.noOrder}: ${consequence}`);
  };
  if (attention === null) return <p className={classes.why}>{words.nobodyNeeded}</p>;
  const reference = po ?? operation.task_id ?? id;
  const said = error?.message ?? message;
  return (
    <div className={classes.case}>
      <div className={classes.what}>
        <p className={classes.why}>{words.why(attention.reason, name, moneySum([summary.total_budget]))}</p>
        {said !== null && (
          <blockquote className={classes.said}>
            {error !== null && OURS.test(error.code) ? words.weSaw : words.says(name)} “{said}”
          </blockquote>
        )}
        <p className={classes.todo}>
          <strong>{words.whatToDo}:</strong> {words.todo(attention.reason, name, reference)}
        </p>
        <ForRole role="trader">
          <div className={classes.acts}>
            <ActionBar operation={operation} seller={seller} sellerName={name} onActed={acted} />
            {attention.assignee === null && <Take operation={operation} onActed={acted} />}
          </div>
        </ForRole>
        <ForRole role="viewer">
          {attention.assignee !== null && (
            <p className={classes.looked}>
              {texts.operation.lookedAfter(attention.assignee)}
              {attention.note !== null && `: ${attention.note}`}
            </p>
          )}
        </ForRole>
      </div>
      <div className={classes.side}>
        <h3 className={classes.small}>{words.whomToAsk}</h3>
        <SellerContact seller={seller} name={name} about={operation} />
        <h3 className={classes.small}>{words.evidence}</h3>
        <Evidence id={id} />
        <p className={classes.next}>
          {operation.next_poll_at !== null && (
            <>
              {words.askedAgain} <When at={operation.next_poll_at} /> ·{' '}
            </>
          )}
          <Link {...paths.operation(id)}>{words.whole}</Link>
        </p>
      </div>
    </div>
  );
}

interface TakeProps {
  operation: ReadOperation;
  onActed: (acted: Schemas['ActedOperation']) => void;
}

/** It becomes mine, so that nobody else asks the publisher too. */
function Take({ operation, onActed }: TakeProps): ReactNode {
  const own = nameOf(useMe());
  const taking = useTaking(operation, own, onActed);
  return (
    <>
      <Button size="xs" variant="default" loading={taking.isPending} onClick={taking.take}>
        {texts.operationActions.take}
      </Button>
      {taking.error !== null && <ProblemNote error={taking.error} />}
    </>
  );
}
