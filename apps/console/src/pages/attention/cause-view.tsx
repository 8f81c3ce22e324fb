import { Button, Group } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { client, dataOf } from '../../api/client';
import { keys } from '../../api/keys';
import { useSeller } from '../../api/sellers';
import { paths } from '../../app/paths';
import { Late } from '../../parts/late';
import { Loading } from '../../parts/loading';
import { Money } from '../../parts/money';
import { moneySum } from '../../parts/money-sum';
import { ProblemNote } from '../../parts/problem-note';
import { SellerContact } from '../../parts/seller-contact';
import { Since } from '../../parts/when';
import { ForRole, useMay } from '../../session/me';
import { texts } from '../../texts';
import classes from './attention-page.module.css';
import { CaseView } from './case-view';
import type { AttentionLine } from './lines';

const words = texts.attentionPage;
/** So many are listed here; all of them are one click away. */
const MOST = 50;

interface CauseViewProps {
  line: AttentionLine;
  /** The publisher's name. */
  seller: string;
  whose: string | undefined;
  onActed: (consequence: string) => void;
}

/** One cause that holds many operations: what to do about it, and each of them. */
export function CauseView({ line, seller: name, whose, onActed }: CauseViewProps): ReactNode {
  const { reason, sellerId, money, operations } = line;
  const filters = { attention: 'true', seller_id: sellerId, ...(whose === undefined ? {} : { user_id: whose }) };
  const seller = useSeller(sellerId);
  const { data, error, refetch } = useQuery({
    queryKey: keys.operations.ofCause(filters),
    queryFn: ({ signal }) =>
      dataOf(
        client.GET('/v1/operations', {
          params: {
            query: {
              attention: true,
              seller_id: sellerId,
              ...(whose === undefined ? {} : { user_id: whose }),
              sort: 'status_since',
              limit: 200,
            },
          },
          signal,
        }),
      ),
  });
  const rows = data?.items.filter(({ attention }) => attention?.reason === reason).slice(0, MOST);
  const [open, setOpen] = useState<string | null>(null);
  const isTrader = useMay()('trader');
  return (
    <div className={classes.cause}>
      <p className={classes.why}>{words.why(reason, name, moneySum(money))}</p>
      <p className={classes.todo}>
        <strong>{words.whatToDo}:</strong> {words.doAll(reason, name)}
      </p>
      <Group gap="xs" mb={10}>
        {(reason === 'credential_refused' || reason === 'version_unsupported') && (
          <ForRole role="admin">
            <Button size="xs" renderRoot={(props) => <Link {...paths.seller(sellerId)} {...props} />}>
              {words.toSeller(name)}
            </Button>
          </ForRole>
        )}
        <Button size="xs" variant="default" renderRoot={(props) => <Link {...paths.operations(filters)} {...props} />}>
          {(isTrader ? words.actOnAll : words.seeAll)(operations.toLocaleString())}
        </Button>
      </Group>
      <SellerContact seller={seller} name={name} />
      {error !== null && <ProblemNote error={error} again={() => void refetch()} />}
      {rows === undefined && error === null && (
        <Late>
          <Loading lines={3} />
        </Late>
      )}
      <ul className={classes.members}>
        {rows?.map(({ id, po_number: po, summary, attention }) => (
          <li key={id}>
            <button
              type="button"
              className={classes.member}
              aria-expanded={open === id}
              onClick={() => {
                setOpen(open === id ? null : id);
              }}
            >
              <Chevron isOpen={open === id} />
              <span className={classes.order}>{po ?? texts.operations.noOrder}</span>
              <span className={classes.money}>
                <Money of={summary.total_budget} />
              </span>
              <span className={classes.since}>{attention && <Since at={attention.since} />}</span>
              <span className={classes.assignee}>{attention?.assignee}</span>
            </button>
            {open === id && <CaseView id={id} onActed={onActed} />}
          </li>
        ))}
      </ul>
      {rows !== undefined && rows.length < operations && (
        <Link {...paths.operations(filters)}>{words.more(operations - rows.length)}</Link>
      )}
    </div>
  );
}

function Chevron({ isOpen }: { isOpen: boolean }): ReactNode {
  const Icon = isOpen ? IconChevronDown : IconChevronRight;
  return <Icon size={15} aria-hidden className={classes.chevron} />;
}
