import { Button, SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import { Late } from '../../../parts/late';
import { Loading } from '../../../parts/loading';
import { Section } from '../../../parts/page';
import { ProblemNote } from '../../../parts/problem-note';
import { useUrlState } from '../../../parts/use-url-state';
import { texts } from '../../../texts';
import { EntryLine } from './entry-line';
import classes from './story.module.css';
import { linesOf, storyTabs } from './story-lines';
import { ToldLine } from './told-line';
import { useStory } from './use-story';

const words = texts.story;

/** Everything that happened, in one order: what we did, what the publisher said, who was told. */
export function Story({ id }: { id: string }): ReactNode {
  const [{ show }, set] = useUrlState();
  const tab = storyTabs.find((one) => one === show) ?? 'all';
  const { timeline, told, lines } = useStory(id);
  const shown = linesOf(tab, lines);
  const error = timeline.error ?? told.error;
  return (
    <Section
      title={texts.operation.timeline}
      actions={
        <SegmentedControl
          size="xs"
          aria-label={texts.operation.timeline}
          value={tab}
          data={storyTabs.map((value) => ({ value, label: words.tabs[value] }))}
          onChange={(value) => {
            set({ show: value === 'all' ? undefined : value });
          }}
        />
      }
    >
      {error !== null && (
        <ProblemNote
          error={error}
          again={() => {
            void timeline.refetch();
            void told.refetch();
          }}
        />
      )}
      {timeline.isPending && (
        <Late>
          <Loading lines={4} />
        </Late>
      )}
      {timeline.isSuccess && told.isSuccess && shown.length === 0 && <p className={classes.none}>{words.none[tab]}</p>}
      <ol className={classes.lines}>
        {shown.map((line) =>
          line.kind === 'entry' ? (
            <EntryLine key={line.key} entry={line.entry} />
          ) : (
            <ToldLine key={line.key} delivery={line.delivery} />
          ),
        )}
      </ol>
      {timeline.hasNextPage && (
        <Button variant="subtle" loading={timeline.isFetchingNextPage} onClick={() => void timeline.fetchNextPage()}>
          {texts.operation.more}
        </Button>
      )}
    </Section>
  );
}
