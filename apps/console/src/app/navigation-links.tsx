import { IconStack2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { client, dataOf } from '../api/client';
import { keys } from '../api/keys';
import { countText } from '../api/operations';
import { useRowsAreThere } from '../api/rows-first';
import { useMay, useMe } from '../session/me';
import { texts } from '../texts';
import { type NavigationLink, navigation } from './navigation';
import classes from './shell.module.css';

export function Navigation({ isOpen }: { isOpen: boolean }): ReactNode {
  const may = useMay();
  return (
    <nav id="navigation" className={classes.nav} data-open={isOpen || undefined} aria-label={texts.shell.navigation}>
      <ul className={classes.links}>
        {navigation
          .filter(({ role }) => role === undefined || may(role))
          .map((link) => (
            <li key={link.path}>
              <Link to={link.path} className={classes.link} activeOptions={{ exact: link.path === '/' }}>
                <link.icon size={16} stroke={1.7} aria-hidden />
                {link.label}
                {link.count !== undefined && <Count of={link.count} />}
              </Link>
            </li>
          ))}
        <QueueBoard />
      </ul>
    </nav>
  );
}

/** The board is no page of the console, and is there for the platform's admin alone. */
function QueueBoard(): ReactNode {
  const { queue_board: board } = useMe();
  if (board === null) return null;
  return (
    <li>
      <a href={board} className={classes.link} title={texts.nav.boardNote}>
        <IconStack2 size={16} stroke={1.7} aria-hidden />
        {texts.nav.board}
      </a>
    </li>
  );
}

const filters = { attention: { attention: true }, waiting: { waiting_for: 'seller' } } as const;

function Count({ of }: { of: NonNullable<NavigationLink['count']> }): ReactNode {
  const { data } = useQuery({
    queryKey: keys.operations.counts(filters[of]),
    queryFn: () => dataOf(client.GET('/v1/operations/counts', { params: { query: filters[of] } })),
    enabled: useRowsAreThere(),
  });
  if (data === undefined || data.total === 0) return null;
  return (
    <span className={classes.count} data-calls={of === 'attention' || undefined}>
      {countText(data.total)}
    </span>
  );
}
