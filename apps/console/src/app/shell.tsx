import { useDisclosure } from '@mantine/hooks';
import { useLocation } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { texts } from '../texts';
import { Header } from './header';
import { Navigation } from './navigation-links';
import classes from './shell.module.css';

/** The frame around every page: skip link, header, navigation, main. */
export function Shell({ children }: { children: ReactNode }): ReactNode {
  const [isOpen, { toggle, close }] = useDisclosure(false);
  const { pathname } = useLocation();
  useEffect(close, [pathname, close]);
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#main">
        {texts.shell.skip}
      </a>
      <Header isNavigationOpen={isOpen} toggleNavigation={toggle} />
      <Navigation isOpen={isOpen} />
      <main id="main" className={classes.main} tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}
