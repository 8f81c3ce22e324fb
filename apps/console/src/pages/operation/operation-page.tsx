import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { client, dataOf } from '../../api/client';
import { keys } from '../../api/keys';
import { useSellerName } from '../../api/sellers';
import type { ReadOperation } from '../../api/types';
import { CopyId } from '../../parts/copy-id';
import { Late } from '../../parts/late';
import { Loading } from '../../parts/loading';
import { Money } from '../../parts/money';
import { Page, Section } from '../../parts/page';
import { ProblemNote } from '../../parts/problem-note';
import { StatusSentence } from '../../parts/status-word';
import { texts } from '../../texts';
import classes from './operation-page.module.css';
import { Summary } from './summary';
import { Timeline } from './timeline';

const words = texts.operation;

/** One operation: how it stands, what was bought, what happened. */
export default function OperationPage(): ReactNode {
  const { id = '' }: Record<string, string> = useParams({ strict: false });
  const { data, error, refetch } = useQuery({
    queryKey: keys.operations.one(id),
    queryFn: () => dataOf(client.GET('/v1/operations/{id}', { params: { path: { id } } })),
  });
  if (data !== undefined) return <Told operation={data} />;
  if (error !== null) {
    return (
      <Page title={texts.operations.title}>
        <ProblemNote error={error} again={() => void refetch()} />
      </Page>
    );
  }
  return (
    <Late>
      <Loading lines={8} />
    </Late>
  );
}

function Told({ operation }: { operation: ReadOperation }): ReactNode {
  const seller = useSellerName()(operation.seller_id);
  const { po_number: po, summary, attention } = operation;
  return (
    <Page
      title={po ?? texts.operations.noOrder}
      heading={
        <span className={classes.heading}>
          {po ?? texts.operations.noOrder}
          <span className={classes.money}>
            <Money of={summary.total_budget} />
          </span>
          <span className={classes.seller}>{seller}</span>
        </span>
      }
      note={<CopyId id={operation.id} shown={operation.id.slice(0, 8)} />}
    >
      <p className={classes.status}>
        <StatusSentence of={operation} seller={seller} />
      </p>
      {attention !== null && (
        <p className={classes.todo}>
          <strong>{words.whatToDo}:</strong> {attention.what_to_do}
        </p>
      )}
      <div className={classes.parts}>
        <Section title={words.summary}>
          <Summary operation={operation} seller={seller} />
        </Section>
        <Section title={words.timeline}>
          <Timeline id={operation.id} />
        </Section>
      </div>
    </Page>
  );
}
