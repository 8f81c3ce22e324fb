import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { client, dataOf } from '../../api/client';
import { keys } from '../../api/keys';
import { useSeller, useSellerName } from '../../api/sellers';
import type { ReadOperation } from '../../api/types';
import { CopyId } from '../../parts/copy-id';
import { shortId } from '../../parts/format';
import { Late } from '../../parts/late';
import { Loading } from '../../parts/loading';
import { Money } from '../../parts/money';
import { Page, Section } from '../../parts/page';
import { ProblemNote } from '../../parts/problem-note';
import { StatusSentence } from '../../parts/status-word';
import { ForRole } from '../../session/me';
import { texts } from '../../texts';
import { ActionBar } from './acts/action-bar';
import { AttentionBox } from './attention-box';
import { BoughtSection } from './bought';
import classes from './operation-page.module.css';
import { Related } from './related';
import { Standing } from './standing';
import { Story } from './story/story';

/** One operation: how it stands, what was bought, what happened, and what can be done. */
export default function OperationPage(): ReactNode {
  const { id = '' }: Record<string, string> = useParams({ strict: false });
  const { data, error, refetch } = useQuery({
    queryKey: keys.operations.one(id),
    queryFn: () => dataOf(client.GET('/v1/operations/{id}', { params: { path: { id } } })),
  });
  // Another operation begins with nothing asked and nothing open.
  if (data !== undefined) return <Told key={id} operation={data} />;
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
  const sellerName = useSellerName()(operation.seller_id);
  const seller = useSeller(operation.seller_id);
  const { po_number: po, summary, attention, type } = operation;
  const name = po ?? `${texts.operationType[type] ?? type} ${texts.operations.noOrder}`;
  return (
    <Page
      title={name}
      heading={
        <span className={classes.heading}>
          {name}
          <span className={classes.money}>
            <Money of={summary.total_budget} />
          </span>
          <span className={classes.seller}>{sellerName}</span>
        </span>
      }
      note={<CopyId id={operation.id} shown={shortId(operation.id)} />}
      actions={
        <ForRole role="trader">
          <ActionBar operation={operation} seller={seller} sellerName={sellerName} />
        </ForRole>
      }
    >
      <p className={classes.status}>
        <StatusSentence of={operation} seller={sellerName} />
      </p>
      {attention !== null && <AttentionBox of={attention} />}
      <div className={classes.columns}>
        <div>
          <BoughtSection operation={operation} />
          <Section title={texts.mediaBuys.facts}>
            <Standing operation={operation} seller={seller} sellerName={sellerName} />
          </Section>
        </div>
        <div>
          <Story id={operation.id} />
          <Related operation={operation} />
        </div>
      </div>
    </Page>
  );
}
