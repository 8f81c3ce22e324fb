import type { ErrorComponentProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Page } from '../parts/page';
import { ProblemNote } from '../parts/problem-note';
import { texts } from '../texts';

/** A page that threw. The rest of the console goes on. */
export function PageFailed({ error, reset }: ErrorComponentProps): ReactNode {
  return (
    <Page title={texts.failed.title}>
      <ProblemNote error={error} again={reset} />
    </Page>
  );
}
