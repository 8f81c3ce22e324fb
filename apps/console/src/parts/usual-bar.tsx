import type { ReactNode } from 'react';
import { texts } from '../texts';
import { durationText } from './format';
import { useNow } from './use-now';
import { type UsualTime, usualStand } from './usual-stand';
import classes from './usual-bar.module.css';

interface UsualBarProps {
  since: string;
  deadline: string;
  /** How long this publisher's approvals take, in seconds; null while it has no history. */
  usual: UsualTime | null;
  isOverdue: boolean;
}

const words = texts.usual;

/** Where a wait stands against this publisher's usual time, or against the deadline where nothing is known of it. */
export function UsualBar({ since, deadline, usual, isOverdue }: UsualBarProps): ReactNode {
  // In steps that can be seen: it would be drawn anew every second else.
  const stand = useNow((now) => JSON.stringify(usualStand({ since, deadline, usual }, now)));
  const { share, from, to, zone } = JSON.parse(stand) as ReturnType<typeof usualStand>;
  const text =
    usual === null ? words.noHistory : words.range(durationText(usual.p50 * 1_000), durationText(usual.p90 * 1_000));
  return (
    <span className={classes.usual} title={usual === null ? words.noHistoryHint : words.hint(text)}>
      <svg
        className={classes.bar}
        viewBox="0 0 100 10"
        preserveAspectRatio="none"
        data-zone={isOverdue ? 'late' : zone}
        aria-hidden
        focusable="false"
      >
        <rect className={classes.track} x="0" y="3" width="100" height="4" />
        {to > from && <rect className={classes.band} x={from} y="0" width={to - from} height="10" />}
        <rect className={classes.fill} x="0" y="3" width={share} height="4" />
        <rect className={classes.mark} x={Math.max(0, share - 1.5)} y="0" width="3" height="10" />
      </svg>
      <span className={classes.text}>{text}</span>
    </span>
  );
}
