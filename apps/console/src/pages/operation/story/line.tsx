import { UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Clock } from '../../../parts/when';
import { texts } from '../../../texts';
import classes from './story.module.css';

interface LineProps {
  at: string;
  icon: ReactNode;
  /** What happened. */
  what: ReactNode;
  /** How, and how long: small and grey. */
  how: ReactNode;
  /** All that is known of it, made when somebody opens it. */
  detail: () => ReactNode;
}

/** A line that opens to the bytes behind it. */
export function Line({ at, icon, what, how, detail }: LineProps): ReactNode {
  const [isOpen, { toggle }] = useDisclosure(false);
  return (
    <li className={classes.entry}>
      <div className={classes.line}>
        <span className={classes.at}>
          <Clock at={at} />
        </span>
        {icon}
        <span className={classes.what}>{what}</span>
        <span className={classes.how}>{how}</span>
        <UnstyledButton className={classes.open} onClick={toggle} aria-expanded={isOpen} aria-label={texts.story.show}>
          <IconChevronRight size={15} aria-hidden className={classes.arrow} data-open={isOpen || undefined} />
        </UnstyledButton>
      </div>
      {isOpen && <div className={classes.detail}>{detail()}</div>}
    </li>
  );
}
