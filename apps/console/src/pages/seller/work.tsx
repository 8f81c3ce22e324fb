import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { client, dataOf } from '../../api/client';
import { keys } from '../../api/keys';
import type { SellerHealth } from '../../api/seller-health';
import type { Seller } from '../../api/types';
import { paths } from '../../app/paths';
import { Answer } from '../../parts/answer';
import { OperationLines } from '../../parts/operation-lines';
import { texts } from '../../texts';
import classes from './seller-page.module.css';

const words = texts.seller;
const LATEST = 5;

/** What is under way with the publisher, with the way to each list. */
export function Work({ seller: { id }, health }: { seller: Seller; health: SellerHealth | undefined }): ReactNode {
  const filters = { seller_id: id };
  const latest = useQuery({
    queryKey: keys.operations.latest(id),
    queryFn: () => dataOf(client.GET('/v1/operations', { params: { query: { seller_id: id, limit: LATEST } } })),
  });
  return (
    <>
      <ul className={classes.links}>
        {health !== undefined && (
          <>
            <li>
              <Link {...paths.operations({ ...filters, status: 'open' })}>
                {words.open(health.operations.open.toLocaleString())}
              </Link>
            </li>
            <li>
              <Link {...paths.operations({ ...filters, status: 'pending' })}>
                {words.pending(health.operations.pending.toLocaleString())}
              </Link>
            </li>
            <li>
              <Link {...paths.attention(filters)}>{words.attention(health.operations.attention.toLocaleString())}</Link>
            </li>
          </>
        )}
        <li>
          <Link {...paths.operations(filters)}>{words.allOperations}</Link> ·{' '}
          <Link {...paths.mediaBuys(filters)}>{words.mediaBuys}</Link>
        </li>
      </ul>
      <h3 className={classes.sub}>{words.latest}</h3>
      <Answer of={latest}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={classes.words}>{words.noOperations}</p>
          ) : (
            <OperationLines lines={items.map((operation) => ({ operation }))} />
          )
        }
      </Answer>
    </>
  );
}
