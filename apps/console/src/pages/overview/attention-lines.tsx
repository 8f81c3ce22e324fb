import { IconHandStop } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useSellerName } from '../../api/sellers';
import type { AttentionGroup } from '../../api/work';
import { paths } from '../../app/paths';
import { moneySum } from '../../parts/money-sum';
import { Since } from '../../parts/when';
import { texts } from '../../texts';
import classes from './overview-page.module.css';

const words = texts.overview;
const MOST = 6;

/** What needs a person, the oldest first: enough to know whether to look. */
export function AttentionLines({ groups }: { groups: readonly AttentionGroup[] }): ReactNode {
  const sellerName = useSellerName();
  if (groups.length === 0) return <p className={classes.none}>{words.nobodyNeeded}</p>;
  return (
    <>
      <ul className={classes.lines}>
        {groups.slice(0, MOST).map(({ reason, seller_id: seller, operations, money, since }) => (
          <li key={`${reason} ${seller}`}>
            <Link {...paths.attention({ seller_id: seller })} className={classes.line}>
              <IconHandStop size={15} aria-hidden className={classes.hand} />
              <span className={classes.what}>{texts.attentionPage.cause(reason, sellerName(seller), operations)}</span>
              <span className={classes.money}>{moneySum(money)}</span>
              <span className={classes.since}>
                <Since at={since} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {groups.length > MOST && <Link {...paths.attention()}>{words.moreCauses(groups.length - MOST)}</Link>}
    </>
  );
}
