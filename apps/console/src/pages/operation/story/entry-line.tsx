import {
  IconArrowUpRight,
  IconClock,
  IconInbox,
  IconMessageQuestion,
  IconCornerUpLeft,
  IconScale,
  IconUser,
  IconWebhook,
  type TablerIcon,
} from '@tabler/icons-react';
import { type ReactNode, useMemo } from 'react';
import { meaningOf } from '../../../api/operations';
import type { TimelineEntry } from '../../../api/types';
import { durationText } from '../../../parts/format';
import { JsonView } from '../../../parts/json-view';
import { texts } from '../../../texts';
import { Line } from './line';
import classes from './story.module.css';

const words = texts.story;

const icons: Partial<Record<string, TablerIcon>> = {
  intake: IconInbox,
  lease: IconArrowUpRight,
  response: IconCornerUpLeft,
  poll: IconMessageQuestion,
  webhook: IconWebhook,
  reconcile: IconScale,
  operator: IconUser,
  timer: IconClock,
};

/** Something that happened to the operation. */
export function EntryLine({ entry }: { entry: TimelineEntry }): ReactNode {
  const Icon = icons[entry.source] ?? IconClock;
  const { to_status: to, from_status: from, attempt, http_status: status, duration_ms: duration } = entry;
  const how = [
    words.sources[entry.source] ?? entry.source,
    entry.source === 'operator' && entry.actor !== null && words.by(entry.actor),
    attempt !== null && words.attempt(attempt),
    status !== null && words.http(status),
    duration !== null && durationText(duration),
  ].filter((word) => word !== false);
  return (
    <Line
      at={entry.at}
      icon={<Icon size={15} stroke={1.7} aria-hidden className={classes.icon} />}
      what={
        <>
          {entry.reason}
          {entry.message !== null && !entry.reason.includes(entry.message) && (
            <q className={classes.said}>{entry.message}</q>
          )}
          {to !== null && to !== from && (
            <span className={classes.to} data-meaning={meaningOf({ status: to, attention: null })}>
              {texts.status[to]}
            </span>
          )}
        </>
      }
      how={how.join(' · ')}
      detail={() => <Known entry={entry} />}
    />
  );
}

/** All that is kept of a line, without what is empty in it. */
function Known({ entry }: { entry: TimelineEntry }): ReactNode {
  const known = useMemo(() => Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== null)), [entry]);
  return <JsonView value={known} label={words.show} />;
}
