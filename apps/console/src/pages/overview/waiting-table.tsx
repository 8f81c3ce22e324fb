import { IconAlarm } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { CSSProperties, ReactNode } from 'react';
import { useSellerName } from '../../api/sellers';
import type { WaitingGroup } from '../../api/work';
import { paths } from '../../app/paths';
import { moneySum } from '../../parts/money-sum';
import { texts } from '../../texts';
import classes from './overview-page.module.css';

const words = texts.overview;
/** More would push what else matters off the screen; the rest is one click away. */
const MOST = 8;

/** What waits, by publisher and age: the more of an age, the darker its field. Each number leads to its list. */
export function WaitingTable({ groups, at }: { groups: readonly WaitingGroup[]; at: string }): ReactNode {
  const sellerName = useSellerName();
  if (groups.length === 0) return <p className={classes.none}>{words.nothingWaits}</p>;
  const shown = [...groups].sort((one, other) => other.operations - one.operations).slice(0, MOST);
  const most = Math.max(...groups.flatMap(({ by_age: ages }) => ages.map(({ operations }) => operations)));
  return (
    <div className={classes.wide} tabIndex={0} role="group" aria-label={words.waiting}>
      <table className={classes.ages}>
        <thead>
          <tr>
            <th scope="col">{words.publisher}</th>
            {words.ages.map((age) => (
              <th key={age} scope="col" className={classes.right}>
                {age}
              </th>
            ))}
            <th scope="col" className={classes.right}>
              {words.all}
            </th>
            <th scope="col" className={classes.right}>
              {words.overdueColumn}
            </th>
            <th scope="col" className={classes.right}>
              {words.budget}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((group) => {
            const { seller_id: seller, by_age: ages, operations, overdue, money } = group;
            return (
              <tr key={seller}>
                <th scope="row">
                  <Link {...paths.waiting({ seller_id: seller })}>{sellerName(seller)}</Link>
                </th>
                {ages.map((age, step) => (
                  <td
                    key={age.up_to_seconds}
                    className={classes.age}
                    style={{ '--share': shareOf(age.operations, most) } as CSSProperties}
                  >
                    {age.operations > 0 && (
                      <Link {...paths.waiting({ seller_id: seller, ...agedBetween(ages, step, at) })}>
                        {age.operations.toLocaleString()}
                      </Link>
                    )}
                  </td>
                ))}
                <td className={classes.right}>
                  <Link {...paths.waiting({ seller_id: seller })}>{operations.toLocaleString()}</Link>
                </td>
                <td className={classes.right}>
                  {overdue > 0 && (
                    <Link {...paths.waiting({ seller_id: seller, overdue: 'true' })} className={classes.overdue}>
                      <IconAlarm size={14} aria-hidden /> {overdue.toLocaleString()}
                    </Link>
                  )}
                </td>
                <td className={classes.right}>{moneySum(money)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {groups.length > MOST && <Link {...paths.waiting()}>{words.morePublishers(groups.length - MOST)}</Link>}
    </div>
  );
}

/** Between nothing and a quarter, so that the number stays readable. */
function shareOf(count: number, most: number): string {
  return `${count === 0 ? 0 : Math.round(5 + (count / most) * 20)}%`;
}

/** @returns the filters of the list of what waited for so long when it was counted */
function agedBetween(ages: WaitingGroup['by_age'], step: number, at: string): Record<string, string> {
  const [youngest, oldest] = [ages[step - 1]?.up_to_seconds ?? null, ages[step]?.up_to_seconds ?? null];
  const before = (seconds: number): string => new Date(Date.parse(at) - seconds * 1_000).toISOString();
  return {
    ...(oldest === null ? {} : { status_since_after: before(oldest) }),
    ...(youngest === null ? {} : { status_since_before: before(youngest) }),
  };
}
