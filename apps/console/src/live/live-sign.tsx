import { IconPlugConnectedX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from '../app/shell.module.css';
import { texts } from '../texts';
import { useLive } from './live-provider';

/** Whether what is shown is how things stand now. */
export function LiveSign(): ReactNode {
  const { isConnected } = useLive();
  if (isConnected === false) {
    return (
      <span className={`${classes.live} ${classes.isCut}`} role="status" title={texts.live.cutHint}>
        <IconPlugConnectedX size={15} aria-hidden />
        {texts.live.cut}
      </span>
    );
  }
  return (
    <span className={classes.live} role="status" title={texts.live.openHint}>
      {isConnected === true && <span className={classes.dot} aria-hidden />}
      {isConnected === true ? texts.live.open : texts.live.opening}
    </span>
  );
}
