import { IconCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Seller } from '../../api/types';
import { paths } from '../../app/paths';
import { Page } from '../../parts/page';
import { useMay } from '../../session/me';
import { texts } from '../../texts';
import { AddSandbox } from './add-sandbox';
import { SANDBOX_ID } from './sandbox';
import { FirstBuy } from './first-buy';
import classes from './first-steps.module.css';

const words = texts.firstSteps;

/** What a newcomer does first, while there is nothing to show yet. */
export function FirstSteps({ sellers }: { sellers: readonly Seller[] }): ReactNode {
  const may = useMay();
  const sandbox = sellers.find(({ id }) => id === SANDBOX_ID);
  const hasSeller = sellers.length > 0;
  return (
    <Page title={texts.overview.title}>
      <p className={classes.lead}>{words.lead}</p>
      <ol className={classes.steps}>
        <Step title={words.register} isDone={hasSeller}>
          {hasSeller ? (
            <p>
              {words.registered(sellers[0]?.name ?? '', sellers.length - 1)}{' '}
              <Link {...paths.sellers()}>{words.toSellers}</Link>
            </p>
          ) : may('admin') ? (
            <AddSandbox />
          ) : (
            <p>{words.askAdmin}</p>
          )}
        </Step>
        <Step title={words.send} isDone={false}>
          {!may('trader') ? (
            <p>{words.askTrader}</p>
          ) : sandbox !== undefined ? (
            <FirstBuy seller={sandbox} />
          ) : hasSeller ? (
            <p>
              {words.sendReal} <Link {...paths.newOperation()}>{words.newBuy}</Link>
            </p>
          ) : (
            <p>{words.sendLater}</p>
          )}
        </Step>
        <Step title={words.watch} isDone={false}>
          <p>{words.watchHint}</p>
        </Step>
      </ol>
    </Page>
  );
}

function Step({ title, isDone, children }: { title: string; isDone: boolean; children: ReactNode }): ReactNode {
  return (
    <li className={classes.step} data-done={isDone || undefined}>
      <h2 className={classes.title}>
        {title}
        {isDone && (
          <span className={classes.done}>
            <IconCheck size={16} aria-hidden /> {words.done}
          </span>
        )}
      </h2>
      {children}
    </li>
  );
}
