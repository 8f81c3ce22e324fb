import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { client, dataOf } from '../../api/client';
import { keys } from '../../api/keys';
import { sellersQuery } from '../../api/sellers';
import type { ReadOperation } from '../../api/types';
import { paths } from '../../app/paths';
import { Empty } from '../../parts/empty';
import { shortId } from '../../parts/format';
import { Late } from '../../parts/late';
import { Loading } from '../../parts/loading';
import { Page } from '../../parts/page';
import { ProblemNote } from '../../parts/problem-note';
import { useMay } from '../../session/me';
import { texts } from '../../texts';
import { canBeCorrected } from '../operation/acts/repetition';
import { Correction } from './correction-form';
import classes from './correction-page.module.css';

const words = texts.correction;

/** The request of one that failed or was rejected, to be corrected and sent as a new operation. */
export default function CorrectionPage(): ReactNode {
  const { id = '' }: Record<string, string> = useParams({ strict: false });
  const isTrader = useMay()('trader');
  const sellers = useQuery(sellersQuery);
  const { data, error, refetch } = useQuery({
    queryKey: keys.operations.one(id),
    queryFn: () => dataOf(client.GET('/v1/operations/{id}', { params: { path: { id } } })),
  });
  if (data === undefined) {
    if (error === null) {
      return (
        <Late>
          <Loading lines={8} />
        </Late>
      );
    }
    return (
      <Page title={texts.operations.title}>
        <ProblemNote error={error} again={() => void refetch()} />
      </Page>
    );
  }
  const seller = sellers.data?.items.find((one) => one.id === data.seller_id);
  const name = seller?.name ?? data.seller_id;
  return (
    <Page
      title={words.title(data.po_number ?? shortId(data.id))}
      note={<Link {...paths.operation(id)}>{words.back}</Link>}
    >
      {canBeCorrected(data) && isTrader ? (
        <>
          <p className={classes.lead}>{words.lead(name)}</p>
          {data.error !== null && (
            <p className={classes.was}>
              <strong>{words.was}:</strong> {data.error.message}
              {data.error.suggestion !== null && ` ${data.error.suggestion}`}
              {data.error.field !== null && (
                <>
                  {' '}
                  <code>{data.error.field}</code>
                </>
              )}
            </p>
          )}
          {seller !== undefined && <Correction key={id} operation={data} seller={name} dialect={seller.dialect} />}
          {sellers.error !== null && <ProblemNote error={sellers.error} again={() => void sellers.refetch()} />}
        </>
      ) : (
        <Empty why={whyNot(data, isTrader)}>
          <Link {...paths.operation(data.repeated_by ?? id)}>
            {data.repeated_by === null ? words.back : words.toRepetition}
          </Link>
        </Empty>
      )}
    </Page>
  );
}

function whyNot({ repeated_by: repetition }: ReadOperation, isTrader: boolean): string {
  if (!isTrader) return texts.newOperation.mayNot;
  return repetition === null ? words.notNow : words.repeated;
}
