import { Fragment, type ReactNode } from 'react';
import { texts } from '../../texts';
import classes from './access-page.module.css';

const ranks = ['viewer', 'trader', 'admin', 'platform_admin'] as const;

/** What each role may do, in words. `docs/access.md` has it route by route. */
export function Roles(): ReactNode {
  return (
    <dl className={classes.roles}>
      {ranks.map((rank) => (
        <Fragment key={rank}>
          <dt>{texts.roles[rank]}</dt>
          <dd>{texts.access.rolesAre[rank]}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
