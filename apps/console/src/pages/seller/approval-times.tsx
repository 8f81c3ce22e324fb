import type { ReactNode } from 'react';
import type { SellerHealth } from '../../api/seller-health';
import { durationText } from '../../parts/format';
import { texts } from '../../texts';
import classes from './seller-page.module.css';

const words = texts.seller;

/** How long the publisher's people take: a small histogram, with its numbers in words. */
export function ApprovalTimes({ times }: { times: SellerHealth['approval_times'] }): ReactNode {
  const { approvals, p50, p90, buckets } = times;
  if (approvals === 0) return <p className={classes.words}>{words.noApprovals}</p>;
  const most = Math.max(...buckets.map((bucket) => bucket.approvals));
  return (
    <>
      <p className={classes.words}>
        {p50 === null || p90 === null
          ? words.fewApprovals(approvals)
          : words.usualApproval(durationText(p50 * 1000), durationText(p90 * 1000), approvals)}
      </p>
      <ul className={classes.bars} aria-label={words.approvals}>
        {buckets.map(({ up_to_seconds: upTo, approvals: count }, index) => (
          <li key={upTo ?? 'longer'} className={classes.bar}>
            <span>{stepText(upTo, buckets[index - 1]?.up_to_seconds ?? null)}</span>
            <span className={classes.rail} aria-hidden>
              <span className={classes.fill} style={{ width: `${(100 * count) / most}%` }} />
            </span>
            <span className={classes.number}>{count}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function stepText(upTo: number | null, before: number | null): string {
  if (upTo === null) return words.longer(durationText((before ?? 0) * 1000));
  return words.upTo(durationText(upTo * 1000));
}
