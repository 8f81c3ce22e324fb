import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { client, dataOf } from '../../api/client';
import { keys } from '../../api/keys';
import type { Schemas, Seller } from '../../api/types';
import { paths } from '../../app/paths';
import { Answer } from '../../parts/answer';
import { CopyId } from '../../parts/copy-id';
import { shortId } from '../../parts/format';
import { Section } from '../../parts/page';
import { When } from '../../parts/when';
import { texts } from '../../texts';
import classes from './seller-page.module.css';

const words = texts.seller;
type Found = Schemas['SellerOrphans'];

/** What the publisher has open and we do not know, and what we wait for and it does not list. */
export function Orphans({ seller }: { seller: Seller }): ReactNode {
  const orphans = useQuery({
    queryKey: keys.sellers.orphans(seller.id),
    queryFn: () => dataOf(client.GET('/v1/sellers/{id}/orphans', { params: { path: { id: seller.id } } })),
  });
  return (
    <Section title={words.orphans}>
      <Answer of={orphans}>{(found) => <Both found={found} seller={seller.name} />}</Answer>
    </Section>
  );
}

function Both({ found, seller }: { found: Found; seller: string }): ReactNode {
  const { reconciled_at: at, ours, theirs } = found;
  // Before the first comparison nobody knows, and nothing may be said of either book.
  if (at === null) return <p className={classes.words}>{words.neverCompared}</p>;
  return (
    <>
      <p className={classes.words}>
        {ours.length + theirs.length === 0 ? words.noOrphans(seller) : words.orphansMean(seller)}{' '}
        <span className={classes.muted}>
          {words.compared} <When at={at} />
        </span>
      </p>
      {ours.length > 0 && (
        <>
          <h3 className={classes.sub}>{words.oursOnly(seller)}</h3>
          <ul className={classes.links}>
            {ours.map(({ operation_id: id, po_number: po, task_id: task, status, first_seen_at: since }) => (
              <li key={id}>
                <Link {...paths.operation(id)}>{po ?? shortId(id)}</Link> · {texts.status[status]} ·{' '}
                <CopyId id={task} /> · <When at={since} />
              </li>
            ))}
          </ul>
        </>
      )}
      {theirs.length > 0 && (
        <>
          <h3 className={classes.sub}>{words.theirsOnly(seller)}</h3>
          <ul className={classes.links}>
            {theirs.map(({ task_id: task, po_number: po, operation, status, first_seen_at: since }) => (
              <li key={task}>
                <CopyId id={task} /> {[operation, po, status].filter((word) => word !== null).join(' · ')} ·{' '}
                <When at={since} />
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
