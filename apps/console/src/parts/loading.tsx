import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { texts } from '../texts';

/** Grey lines in the place of what comes. Put it into `Late`. */
export function Loading({ lines }: { lines: number }): ReactNode {
  return (
    <div role="status" aria-label={texts.loading} style={{ padding: 16 }}>
      {Array.from({ length: lines }, (_, index) => (
        <Skeleton key={index} height={14} mb={18} width={`${90 - ((index * 17) % 40)}%`} />
      ))}
    </div>
  );
}
