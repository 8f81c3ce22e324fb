import type { ReactNode } from 'react';
import { type Rank, rankOf, useMe } from '../session/me';
import { texts } from '../texts';
import { Empty } from './empty';
import { Page } from './page';

/** A page that the signed-in person may not see: whoever follows a link of somebody else's hears why. */
export function NeedsRole({ title, role }: { title: string; role: Rank }): ReactNode {
  const own = rankOf(useMe());
  return (
    <Page title={title}>
      <Empty why={texts.needsRole(texts.roles[role], texts.roles[own])} />
    </Page>
  );
}
