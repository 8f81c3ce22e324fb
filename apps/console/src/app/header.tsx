import { ActionIcon } from '@mantine/core';
import { IconMenu2, IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import icon from '../icon.svg';
import { LiveSign } from '../live/live-sign';
import { useMe } from '../session/me';
import { texts } from '../texts';
import { paths } from './paths';
import { SearchBox } from './search-box';
import classes from './shell.module.css';
import { WhoMenu } from './who-menu';

interface HeaderProps {
  isNavigationOpen: boolean;
  toggleNavigation: () => void;
}

export function Header({ isNavigationOpen, toggleNavigation }: HeaderProps): ReactNode {
  const { tenant } = useMe();
  return (
    <header className={classes.header}>
      <ActionIcon
        className={classes.menuButton}
        variant="subtle"
        color="gray"
        size={32}
        onClick={toggleNavigation}
        aria-label={texts.shell.menu}
        aria-expanded={isNavigationOpen}
        aria-controls="navigation"
      >
        {isNavigationOpen ? <IconX size={18} /> : <IconMenu2 size={18} />}
      </ActionIcon>
      <Link {...paths.overview()} className={classes.product} aria-label={texts.product}>
        <img src={icon} alt="" width={20} height={20} />
        <span className={classes.productName}>{texts.product}</span>
      </Link>
      <span className={classes.tenant} title={texts.shell.tenant(tenant.name)}>
        {tenant.name}
      </span>
      <SearchBox />
      <LiveSign />
      <WhoMenu />
    </header>
  );
}
