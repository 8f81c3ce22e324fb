import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { ReadOperation, Seller } from '../../api/types';
import { paths } from '../../app/paths';
import { Contact } from '../../parts/contact';
import { CopyId } from '../../parts/copy-id';
import { Facts } from '../../parts/facts';
import { instantText } from '../../parts/format';
import { JsonView } from '../../parts/json-view';
import { useNow } from '../../parts/use-now';
import { When } from '../../parts/when';
import { texts } from '../../texts';
import classes from './operation-page.module.css';

const words = texts.operation;
const { fields } = words;

interface StandingProps {
  operation: ReadOperation;
  seller: Seller | undefined;
  sellerName: string;
}

/** How it stands: whom to ask, until when, and by which ids the publisher knows it. */
export function Standing({ operation, seller, sellerName }: StandingProps): ReactNode {
  const { media_buy_id: buy, error, estimated_completion: estimate } = operation;
  return (
    <>
      <Facts
        facts={[
          [fields.waiting, operation.waiting_reason],
          [fields.error, error && <ErrorText error={error} />],
          [
            fields.seller,
            <Link key="seller" {...paths.seller(operation.seller_id)}>
              {sellerName}
            </Link>,
          ],
          [fields.contact, seller?.contact && <Contact of={seller.contact} />],
          [fields.sellerSays, [operation.seller_status, operation.seller_task_status].filter(Boolean).join(' · ')],
          [fields.message, operation.message === error?.message ? null : operation.message],
          [fields.estimate, estimate && <Estimate estimate={estimate} />],
          [fields.deadline, operation.settled_at === null && <Deadline at={operation.deadline_at} />],
          [fields.nextPoll, operation.next_poll_at && <When at={operation.next_poll_at} />],
          [
            fields.buy,
            buy && (
              <>
                <Link {...paths.mediaBuy(operation.seller_id, buy)}>{buy}</Link> <CopyId id={buy} shown="" />
              </>
            ),
          ],
          [fields.creativesDue, operation.creative_deadline && <When at={operation.creative_deadline} />],
          [fields.task, operation.task_id && <CopyId id={operation.task_id} />],
          [fields.canceling, operation.cancel_requested_at && <When at={operation.cancel_requested_at} />],
          [fields.user, operation.user_id],
          [fields.created, <When key="created" at={operation.created_at} />],
          [fields.settled, operation.settled_at && <When at={operation.settled_at} />],
          [fields.attempt, operation.attempt],
          [fields.id, <CopyId key="id" id={operation.id} />],
        ]}
      />
      {operation.result !== null && (
        <details className={classes.raw}>
          <summary>{words.result}</summary>
          <JsonView value={operation.result} label={words.result} />
        </details>
      )}
    </>
  );
}

function ErrorText({ error }: { error: NonNullable<ReadOperation['error']> }): ReactNode {
  return (
    <>
      {error.message} <code className={classes.code}>{error.code}</code>
      {error.suggestion !== null && <div>{error.suggestion}</div>}
    </>
  );
}

function Estimate({ estimate }: { estimate: NonNullable<ReadOperation['estimated_completion']> }): ReactNode {
  const { p50, p90, source } = estimate;
  const clock = (at: string): string =>
    new Date(at).toLocaleString(undefined, { weekday: 'short', hour: '2-digit', minute: '2-digit' });
  return (
    <span title={instantText(new Date(p90))}>
      {words.estimate(p50 === null ? null : clock(p50), clock(p90))}
      {source === 'default' && ` (${words.byDefault})`}
    </span>
  );
}

function Deadline({ at }: { at: string }): ReactNode {
  const isPast = useNow((now) => now > Date.parse(at));
  return (
    <span className={isPast ? classes.late : undefined}>
      <When at={at} />
      {isPast && ` (${words.deadlinePassed})`}
    </span>
  );
}
