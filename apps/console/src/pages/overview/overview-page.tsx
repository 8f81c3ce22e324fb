import { useQuery } from '@tanstack/react-query';
import { type ReactNode, Suspense, lazy } from 'react';
import { sellersQuery } from '../../api/sellers';
import { groupsQuery } from '../../api/work';
import { Late } from '../../parts/late';
import { Loading } from '../../parts/loading';
import { Page, Section } from '../../parts/page';
import { ProblemNote } from '../../parts/problem-note';
import { texts } from '../../texts';
import { AttentionLines } from './attention-lines';
import { daysQuery } from './days';
import { Figures } from './figures';
import { FirstSteps } from './first-steps';
import classes from './overview-page.module.css';
import { WaitingTable } from './waiting-table';

const words = texts.overview;
/** The library that draws is loaded when there is something to draw, after the page is usable. */
const Charts = lazy(() => import('./charts'));

/** How everything stands, and the way to each list behind a number. */
export default function OverviewPage(): ReactNode {
  const groups = useQuery(groupsQuery({}));
  const days = useQuery(daysQuery);
  const sellers = useQuery(sellersQuery);
  const failed = [groups, days, sellers].find(({ isError }) => isError);
  if (failed !== undefined) {
    return (
      <Page title={words.title}>
        <ProblemNote error={failed.error} again={() => void failed.refetch()} />
      </Page>
    );
  }
  if (groups.data === undefined || days.data === undefined || sellers.data === undefined) {
    return (
      <Page title={words.title}>
        <Late>
          <Loading lines={8} />
        </Late>
      </Page>
    );
  }
  const { attention, waiting } = groups.data;
  const isQuiet = attention.groups.length === 0 && waiting.groups.length === 0 && days.data.ended === 0;
  if (sellers.data.items.length === 0 || isQuiet) return <FirstSteps sellers={sellers.data.items} />;
  return (
    <Page title={words.title}>
      <Figures groups={groups.data} stats={days.data} />
      <div className={classes.parts}>
        <Section title={words.waiting}>
          <WaitingTable groups={waiting.groups} at={groups.data.at} />
        </Section>
        <Section title={words.attention}>
          <AttentionLines groups={attention.groups} />
        </Section>
      </div>
      <Suspense fallback={<div className={classes.chartsPlace} />}>
        <Charts stats={days.data} />
      </Suspense>
    </Page>
  );
}
